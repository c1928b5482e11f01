"""A sample that is filled in bears what the office's settings say, not what the example company's do."""

from casedrop.workspace.samples import as_own
from casedrop.workspace.workspace import read
from trees import changed

FLOWS = ("customization",)
SETTINGS = "casedrop.toml"


def quote(tree):
    there = read(tree)
    return as_own(there, there.book.forms["customization-quote"], "vi")


def test_the_quote_names_the_office_own_people_and_terms(tree):
    changed(tree, SETTINGS, 'phone = "0905 550 163"', 'phone = "0912 121 212"')
    changed(tree, SETTINGS, 'vi = "Lê Thị Thử Nghiệm"', 'vi = "Đặng Thị Làm Mẫu"')
    changed(tree, SETTINGS, 'vi = "12 tháng kể từ ngày bàn giao, theo hợp đồng dịch vụ"', 'vi = "6 tháng"')
    said = quote(tree)
    assert (said["contact"]["phone"], said["signer"]["name"], said["warranty"]) == (
        "0912 121 212",
        "Đặng Thị Làm Mẫu",
        "6 tháng",
    )
    assert said["customer"]["short_name"] == "Bánh Mì Trên Mây"


def test_what_is_not_filled_in_yet_stays_the_sample_s(tree):
    changed(tree, SETTINGS, 'vi = "Lê Thị Thử Nghiệm"', 'vi = "…"')
    assert quote(tree)["signer"]["name"] == "Lê Thị Thử Nghiệm"
