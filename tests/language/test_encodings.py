"""Text read in another encoding than it was written in: told with its name, and no real name is taken for such."""

from __future__ import annotations

import pytest

from casedrop.language import Bad, Ok, read
from casedrop.language.encodings import Misread, misread

OLD = {
    "TCVN3 (ABC)": "C«ng ty TNHH B¸nh M×|NguyÔn V¨n MÉu|Hµ Néi|§¬n gi¸|Sè 12 ®­êng Thö NghiÖm|TrÇn ThÞ VÝ Dô",
    "VNI": "Coâng ty TNHH Baùnh|Nguyeãn Vaên Maãu|Haø Noäi|Ñôn giaù|Soá 12 ñöôøng Thöû Nghieäm|Traàn Thò Ví Duï",
    "VISCII": "Nguy­n Vån Mçu|Hà Nµi|Ð½n giá|Thành ph¯ H° Chí Minh|S¯ 12 ðß¶ng ThØ Nghi®m",
    "UTF-8": "CÃ´ng ty|Nguyá»…n VÄƒn|HÃ  Ná»™i|MÃ¼ller|ÄÆ¡n giÃ¡|å\x90ˆå\x90Œç¼–å\x8f·|鍚堝悓缂栧彿|寮犱笁|C√¥ng ty|CÃƒÂ´ng ty",
    "GBK": "ºÏÍ¬±àºÅ|ÕÅÈý|¹«Ë¾|ÉîÛÚÊÐÔÆÉÏÃæ°üÓÐÏÞ¹«Ë¾",
    "Big5": "³¯¤j¤å|¦X¬ù½s¸¹",
}
REAL = """\
Loïc|Noël où Haïti|François Müller|Größe Straße|«CAFÉ»|„FÖ“ & „Ä“|Citroën|São João não leão coração
Crème brûlée, goût, août, croûte|naïve Zoë Chloé Raphaël Gaël Anaïs|IRMÃ de MAÇÃ|5 µm, 10 m² ±2°C ×3
Windows® Office™ ©2021|col·lecció|Ærøskøbing Ångström|¿Qué? ¡Sí!|İstanbul Şişli ğüç|联通|猫|茂名|你好吗？很好
có không?Có|https://a.b/c?d=e&f?g|Is it? Yes|Đà Nẵng Ưu đãi ở Ý|L'été à Genève; Besançon; Élan; Île; œuvre
Jörg Weiß, Böhm & Söhne GmbH, Ö|Ngô Ánh Ô Ă|Tên?|Coâte? Peña ñandú Muñoz|Łódź Żółw|aïeul ouïe|Ca²⁺ H₂O|¼ ½ ¾ kg
Überprüfung|Phở 24 – «Quán ăn»|深圳市云上面包有限公司|臺灣測試股份有限公司|Nguyễn Thị Ví Dụ|10 000 000 đ
a@b.example?c=d
Hoà Bình|CÔNG TY CP HOÀ PHÁT|HOÀNG|Thuý Hoà|Xoá sổ, khoá sổ|Toàn Cầu|“Có”|Công ty Loà Xoà|Toà nhà Hoả Lò""".replace(
    "\n", "|"
).split("|")


@pytest.mark.fault("J4")
@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in OLD.items() for text in texts.split("|")]
)
def test_an_old_encoding_is_named(encoding, text):
    assert read(text, "text", "vi") == Bad("text.encoding", {"given": text, "encoding": encoding})


@pytest.mark.parametrize("text", ["C?ng ty", "Nguy?n V?n M?u", "Tr\ufffdn", "?ông", "???", "Hà N?i"])
def test_lost_letters_are_told(text):
    result = read(text, "text", "vi")
    assert isinstance(result, Bad)
    assert result.code == "text.lost"


@pytest.mark.parametrize("text", REAL)
def test_real_words_of_any_language_pass(text):
    assert misread(text) is None
    assert read(text, "text", "en") == Ok(text)


def test_one_old_line_among_others_is_told():
    assert misread("Cửa hàng số 3\nC«ng ty TNHH B¸nh M×") == Misread("text.encoding", "TCVN3 (ABC)")


def test_lines_that_are_right_pass():
    assert misread("Cửa hàng số 3\n雲上麵包 – Café Müller\nOven & Sons") is None
