"""The words of what stands around the news, by language: patterns that furniture.py is made of.

CALLS     ask something of the reader; a button, also glued to a sentence: "Become a memberOn Thursday, the …"
POINTERS  lead to another article; a line of their own, or the end of one: "Read more: Grape harvest down"
LABELS    name a thing on the page; only ever a whole line: "Advertisement"
CREDITS   begin a whole line that says who made the article or where it comes from, and tells nothing else
CAPTCHAS  stand on a page that asks whether we are a machine
WALLS     stand on a page that asks for a subscription before it shows its article
"""

from __future__ import annotations

CALLS = {
    "en": (
        "become (?:a|our) (?:member|patron|supporter|subscriber|sponsor)(?: today| now)?",
        "join (?:us|our community)(?: today| now)?",
        "(?:please )?support (?:us|our work|our journalism|our newsroom|independent journalism)(?: today| now)?",
        "(?:donate|subscribe)(?: today| now| here)?",
        "make a donation",
        "(?:subscribe|sign up) (?:to|for) (?:our|the) (?:free |daily |weekly )?(?:newsletter|channel|updates)",
        "follow us(?: on \\w+(?: and \\w+)?)?",
        "share (?:this|the|on)(?: article| story| post| page| \\w+)?",
        "(?:like|enjoyed) this (?:story|article)\\? share it with (?:a friend|your friends)",
        "click to tweet",
        "copy link",
        "send to a friend",
        "(?:post|leave|write|add) (?:a )?comments?",
        "accept all(?: cookies)?",
    ),
    "ru": (
        "стать (?:участником|подписчиком|спонсором|патроном)",
        "(?:поддержать|поддержите) (?:нас|редакцию|проект|нашу работу|журналистику)",
        "(?:подписаться|подписывайтесь|подпишитесь)(?: на (?:нас|наш|нашу|рассылку|новости)(?: [\\w-]+)?)?",
        "поделиться(?: в \\w+)?",
        "отправить другу",
        "оставить комментарий",
        "скопировать ссылку",
    ),
    "hy": (
        "դարձ(?:իր|եք) (?:մեր )?անդամ",
        "աջակց(?:ել|եք|իր|իր) (?:մեզ|մեր աշխատանքին)",
        "(?:նվիրաբերել|նվիրաբերիր|նվիրաբերեք)",
        "բաժանորդագրվ(?:ել|եք|իր)",
        "հետև(?:եք|իր) մեզ(?: \\w+)?",
        "կիսվել",
        "տարածել",
        "պատճենել հղումը",
    ),
    "ka": (
        "გახდი(?:თ)? (?:ჩვენი )?წევრი",
        "დაგვიჭირე(?:თ)? მხარი",
        "შემოგვიერთდი(?:თ)?",
        "გამოიწერე(?:თ)?",
        "გამოგვყევი(?:თ)?",
        "გაზიარება",
        "ბმულის კოპირება",
    ),
    "az": (
        "üzv ol(?:un)?",
        "bizi (?:dəstəklə(?:yin)?|izləyin)",
        "ianə (?:et|edin)",
        "abunə ol(?:un)?",
        "paylaş(?:ın)?",
        "linki kopyala",
    ),
    "tr": (
        "üye ol(?:un)?",
        "bize destek ol(?:un)?",
        "bizi takip edin",
        "abone ol(?:un)?",
        "paylaş(?:ın)?",
        "bağış yap(?:ın)?",
        "bağlantıyı kopyala",
        "yorum yap",
    ),
}

POINTERS = {
    "en": (
        "(?:read|see) (?:more|also|next|(?:the )?full story)",
        "also read",
        "continue reading",
        "related(?: articles?| stor(?:y|ies)| posts?| news| roundup| coverage)?",
        "more on this(?: story)?",
        "(?:you may|you might) also like",
        "most (?:read|viewed|popular|shared)(?: in [\\w ]{1,30})?",
        "(?:our )?(?:latest|top|other) (?:stories|news|articles)",
        "don[’']t miss",
        "something to consider",
        "recommended(?: for you| stories| reading)?",
        "trending(?: now)?",
    ),
    "ru": (
        "читайте (?:также|ещё|еще|подробнее|далее|по теме|другие новости|нас в \\w+)",
        "(?:читать|смотреть) (?:далее|дальше|полностью|также|ещё|еще)",
        "смотрите также",
        "подробнее",
        "(?:материалы |новости |ещё |еще )?по теме",
        "(?:самое )?(?:читаемое|популярное|обсуждаемое)",
        "(?:последние|другие|главные) новости",
        "рекомендуем(?: прочитать)?",
    ),
    "hy": (
        "կարդա(?:լ|ցեք) (?:նաև|ավելին|ամբողջությամբ)",
        "(?:տես(?:եք)?|դիտե՛?ք) նաև",
        "ավելին",
        "(?:թեմայի մասին|այս թեմայով)",
        "(?:վերջին|այլ) (?:լուրեր|նորություններ)",
        "ամենաընթերցված(?:ը|ները)?",
    ),
    "ka": (
        "(?:ასევე წაიკითხეთ|წაიკითხეთ ასევე|წაიკითხეთ მეტი|წაიკითხეთ სრულად|სრულად ნახვა|იხილეთ ასევე|ნახეთ ასევე)",
        "ამავე თემაზე",
        "(?:ბოლო|სხვა) (?:ამბები|სიახლეები)",
        "ყველაზე კითხვადი",
    ),
    "az": (
        "(?:həmçinin|bunu da) oxuyun",
        "(?:ətraflı|davamını) oxu(?:yun)?",
        "oxşar xəbərlər",
        "mövzu ilə bağlı",
        "(?:son|digər) xəbərlər",
        "ən çox oxunan(?:lar)?",
    ),
    "tr": (
        "(?:ayrıca|bunu da) okuyun",
        "(?:devamını|daha fazla) oku(?:yun)?",
        "(?:ilgili|benzer|son|diğer) haberler",
        "(?:en )?çok okunan(?:lar)?",
    ),
}

LABELS = {
    "en": (
        "advertis(?:ement|ing)",
        "advert",
        "(?:article )?continues? (?:below|after)(?: (?:this |the )?(?:ad|advertisement|promotion))?",
        "sponsored(?: content)?",
        "print",
        "share",
        r"(?:\d+ )?comments?(?: \(\+?\d*\))?",
        "tags?",
        "photo gallery",
        "newsletter",
        "menu",
        "settings",
        "listen to (?:this|the) article",
        r"(?:reading time:? )?\d+ min(?:ute)?s?(?: read)?",
    ),
    "ru": (
        "реклама",
        "печать",
        r"(?:\d+ )?комментари(?:и|й|ев|я)",
        "теги",
        "фотогалерея",
        "содержание",
        r"время (?:на )?чтени[ея]:? \d+ мин\w*",
    ),
    "hy": ("գովազդ", "տպել", "մեկնաբանություններ", "պիտակներ"),
    "ka": ("რეკლამა", "ბეჭდვა", "კომენტარები", "თეგები"),
    "az": ("reklam", "çap et", "şərhlər", "teqlər"),
    "tr": ("reklam", "yazdır", "yorumlar", "etiketler"),
}

MAKERS = {
    "en": (r"\(?(?:additional )?(?:reporting|edited|editing|writing|written|photographs?) by",),
    "ru": ("(?:подготовил|подготовила|редактор|перевод|перевела|перевел|текст)\\s*:",),
}
CONTRIBUTED = {"en": ("contributed (?:to this (?:report|article|story)|reporting)\\b.*",)}
#: Words between names: "Ana Orr and Ilya Ven in Velm; additional reporting by Mara Tor".
JOINING = frozenset(
    {
        "and",
        "in",
        "with",
        "for",
        "from",
        "of",
        "the",
        "writer",
        "writers",
        "additional",
        "reporting",
        "editing",
        "writing",
    }
    | {"by", "de", "van", "von", "bin", "и", "в"}
)

CREDITS = {
    "en": (
        "(?i:this (?:article|story) (?:was|has been) (?:(?:originally|first) published|translated|updated|adapted)).*",
        r"(?i:filed under|tags?|buyer.s guide)\s*:.*",
        r"(?i:source|via)\s*: [^.!?]{1,60}",
        r"\(?(?i:photo|image|picture|photograph)s?(?i: ?by| ?credit)?\s*: .*",
        r"©.*|\(c\) .*|(?i:copyright) (?:©.*|[\w ,.-]{1,60}\b\d{4}\b.*)|.*(?i:\ball rights reserved)\W*",
        r"(?i:follow) [\w@ .'’-]{1,60} on (?i:x|twitter|facebook|instagram|telegram)\b.*[@/].*",
        r"(?i:follow|find|like) (?i:us|me) on .*|Follow [\w .'’-]{1,60} on (?:Twitter|Facebook|Instagram|Telegram)\b.*",
        r"(?i:e-?mail|contact|reach|have a tip|got a tip)\b.*(?:\S@\w|\s@\w|twitter\.com/).*",
        r"(?i:click here for more information).*",
    ),
    "ru": (
        r"(?i:теги|метки)\s*:.*",
        r"(?i:источник)\s*: [^.!?]{1,60}",
        r"(?i:фото|видео|снимок)\s*: .*",
        "(?i:при (?:использовании|перепечатке|цитировании) (?:материал|ссылк)).*",
        ".*(?i:все права защищены)[.]?",
        "(?i:нашли (?:ошибку|опечатку)).*",
        "(?i:следите за нами|читайте нас|мы) в (?i:telegram|телеграм).*",
    ),
    "hy": (
        r"(?i:պիտակներ)\s*[:՝].*",
        r"(?i:աղբյուր(?:ը)?)\s*[:՝] ?[^։.!?]{1,60}",
        r"(?i:լուսանկար(?:ը|ները)?|լուս\.)\s*[:՝] ?.*",
        ".*(?i:բոլոր իրավունքները պաշտպանված են)[.։:]?",
    ),
    "ka": (r"თეგები\s*:.*", r"წყარო\s*: [^.!?]{1,60}", r"ფოტო\s*: .*", ".*ყველა უფლება დაცულია[.]?"),
    "az": (
        r"(?i:teqlər)\s*:.*",
        r"(?i:mənbə)\s*: [^.!?]{1,60}",
        r"(?i:foto)\s*: .*",
        ".*(?i:bütün hüquqlar qorunur)[.]?",
    ),
    "tr": (
        r"(?i:etiketler)\s*:.*",
        r"(?i:kaynak)\s*: [^.!?]{1,60}",
        r"(?i:fotoğraf|foto)\s*: .*",
        ".*(?i:(?:tüm|her) hakkı? ?(?:ları)? saklıdır)[.]?",
    ),
}

ASKS = {
    "en": (
        r"\b(?:[Hh]elp us|[Ss]upport (?:us|our)|rely on you|your inbox)\b",
        r"(?:^|[.!?] )(?:Please )?(?:Become a member|Donate|Subscribe|Sign up|Join us)\b",
    ),
    "ru": (r"(?:^|[.!?] )(?:Поддержите|Подпишитесь|Подписывайтесь|Помогите нам|Станьте)\b", r"\b[Пп]омогите нам\b"),
    "hy": (r"\b(?:[Աա]ջակցեք մեզ|[Օօ]գնեք մեզ)\b", r"(?:^|[:։.!] )(?:Աջակցեք|Բաժանորդագրվեք|Դարձեք)\b"),
    "ka": (r"\b(?:დაგვიჭირეთ მხარი|დაგვეხმარეთ|გამოიწერეთ|გახდით)\b",),
    "az": (r"\b(?:[Bb]izi dəstəkləyin|[Bb]izə kömək edin)\b", r"(?:^|[.!?] )(?:Abunə olun|Üzv olun)\b"),
    "tr": (r"\b(?:[Bb]ize destek olun|[Bb]izi destekleyin)\b", r"(?:^|[.!?] )(?:Abone olun|Üye olun)\b"),
}

PURPOSES = {
    "en": (
        r"\b(?:independent|journalism|newsrooms?|readers?|members?|newsletter|donations?|contributions?)\b",
        r"free of charge",
    ),
    "ru": (r"независим|редакци|журналистик|читател|рассылк|пожертвован|наш \w*канал|телеграм",),
    "hy": (r"անկախ|լրագրությ|խմբագրությ|ընթերցող|լրահոս|նվիրատվությ|ալիք",),
    "ka": (r"დამოუკიდებელ|ჟურნალისტიკ|რედაქცი|მკითხველ|სიახლეებ|შემოწირულობ|წევრ",),
    "az": (r"müstəqil|jurnalistika|redaksiya|oxucu|bülleten|ianə|kanal",),
    "tr": (r"bağımsız|gazeteciliğ|okur|bülten|bağış|kanal",),
}

TELLS = {
    "en": (r"\b(?:said|says|told|added|announced|stated|reported|asked|urged|called)\b",),
    "ru": (r"\b(?:за|со?об|подч|отме)\w*(?:явил|щил|еркнул|тил)\w*|\bсказал\w*|\bпризвал\w*",),
    "hy": ("հայտարար|ասել է|ասաց|հայտնել|հայտնեց|նշել է|նշեց",),
    "ka": ("განაცხად|თქვა|აღნიშნ",),
    "az": (r"\b(?:bildir|de(?:di|yib)|söylə|qeyd ed)",),
    "tr": (r"\b(?:söyle|de(?:di|miş)|belirt|açıkla)",),
}
