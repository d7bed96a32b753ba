import pytest

from digest.lang.detect import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The foreign ministers met in Port Hale on Thursday.", "en"),
        ("Министры иностранных дел встретились в четверг.", "ru"),
        ("Արտգործնախարարները հանդիպել են հինգշաբթի օրը։", "hy"),
        ("საგარეო საქმეთა მინისტრები ხუთშაბათს შეხვდნენ.", "ka"),
        ("Xarici işlər nazirləri cümə axşamı görüşüblər.", "az"),
        ("Dışişleri bakanları perşembe günü bir araya geldi.", "tr"),
        # nothing to tell by
        ("", "en"),
        ("2025 – 24", "en"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert detect(text) == language
