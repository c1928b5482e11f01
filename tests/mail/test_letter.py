"""Letters as programs write them, and as nobody should: what is attached, how it is called, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from time import process_time

import pytest

from casedrop.formats.mail.letter import DEEPEST, MOST_ATTACHMENTS, MOST_LINES, Letter, read
from casedrop.formats.mail.trust import is_authentic
from casedrop.formats.mail.writing import Post, released, write
from crash.small import MONDAY

HEAD = b"From: Lan <lan@string.example>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
VI, ZH = "Phiếu yêu cầu số 1.docx", "需求单.docx"
PIXELS = b"\x89PNG" + b"0" * 100


def named(header: bytes) -> Letter:
    """A letter with one attachment whose Content-Disposition goes on so."""
    part = b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; " + header
    return read(HEAD + part + b"\r\n\r\nabc")


def names(letter: Letter) -> list[str]:
    return [one.name for one in letter.attachments]


def codes(letter: Letter) -> list[str]:
    return [one.code for one in letter.problems]


NAMES = [
    ("filename*=utf-8''Phi%E1%BA%BFu%20y%C3%AAu%20c%E1%BA%A7u%20s%E1%BB%91%201.docx", VI),
    ("filename*0*=utf-8''Phi%E1%BA%BFu%20y%C3%AAu; filename*1*=%20c%E1%BA%A7u%20s%E1%BB%91%201.docx", VI),
    ('filename="=?UTF-8?B?6ZyA5rGC5Y2VLmRvY3g=?="', ZH),
    ("filename*=gb18030''%D0%E8%C7%F3%B5%A5.docx", ZH),
    ('filename="=?gb2312?B?0OjH87WlLmRvY3g=?="', ZH),
    ('filename="=?utf-8?Q?Phi=E1=BA=BFu_y=C3=AAu_c=E1=BA?=\r\n =?utf-8?Q?=A7u_s=E1=BB=91_1.docx?="', VI),
]


@pytest.mark.parametrize(("header", "name"), NAMES)
def test_names_are_read_as_programs_write_them(header: str, name: str):
    assert names(named(header.encode("ascii"))) == [name]


@pytest.mark.parametrize(("code", "name"), [("utf-8", VI), ("utf-8", ZH), ("gb18030", ZH)])
def test_names_in_plain_bytes_are_read(code: str, name: str):
    assert names(named(b'filename="' + name.encode(code) + b'"')) == [name]


def test_logos_and_signatures_are_left_out_and_photographs_are_not():
    message = EmailMessage(policy=SMTP)
    message["From"] = "lan@string.example"
    message.set_content("<p>See <img src='cid:a'></p>", subtype="html")
    message.add_related(PIXELS, "image", "png", cid="<a>", disposition="inline", filename="logo.png")
    message.add_attachment(PIXELS * 1000, maintype="image", subtype="jpeg", filename="scan.jpg", disposition="inline")
    message.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    message.add_attachment(b"x", maintype="text", subtype="vcard", filename="lan.vcf")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="note.pdf")
    letter = read(message.as_bytes())
    assert names(letter) == ["scan.jpg", "note.pdf"]
    assert letter.text == "See"


def forwarded(depth: int) -> EmailMessage:
    """A letter with a file, forwarded so many times."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "lan@string.example"
    message.set_content("here")
    if depth:
        message.add_attachment(forwarded(depth - 1))
    else:
        message.add_attachment(b"abc", maintype="application", subtype="pdf", filename="note.pdf")
    return message


def test_what_is_attached_to_a_forwarded_letter_is_taken_as_deep_as_is_allowed():
    assert names(read(forwarded(DEEPEST).as_bytes())) == ["note.pdf"]
    deep = read(forwarded(DEEPEST + 1).as_bytes())
    assert (names(deep), codes(deep)) == ([], ["mail.deep"])


def test_what_outlook_wraps_and_what_is_locked_is_told():
    tnef = b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nabc"
    locked = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nabc"
    assert codes(read(HEAD + tnef)) == ["mail.winmail"]
    assert codes(read(HEAD + locked)) == ["mail.locked"]


def _nested() -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    return HEAD + opened + b"\r\nx"


def _many() -> bytes:
    part = b"--b\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n"
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 5000 + b"--b--"


HOSTILE = {
    "nothing": b"",
    "no headers": b"\r\n\r\nabc",
    "zeros": b"\0" * 10_000,
    "nested without end": _nested(),
    "many attachments": _many(),
    "a multipart without parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\nabc",
    "a multipart without boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\nabc",
    "an empty boundary": HEAD + b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nabc\r\n----',
    "a code nobody knows": HEAD + b"Content-Type: text/plain; charset=x-evil\r\n\r\nabc",
    "a header without end": b"Subject: " + b"=?utf-8?B?" + b"A" * 1_000_000 + b"?=\r\n\r\nabc",
    "addresses without end": b"From: " + b"a@b.example," * 20_000 + b"\r\n\r\nabc",
    "broken base64": HEAD + b"Content-Disposition: attachment; filename=a.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n=====!!!",
    "a name that climbs": HEAD + b"Content-Disposition: attachment; filename=../../../etc/passwd\r\n\r\nabc",
    "broken parameters": HEAD + b"Content-Disposition: attachment; filename*=utf-8'%E1%; filename*0*=;;=\r\n\r\nabc",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_letter_breaks_its_reader(data: bytes):
    letter = read(data)
    assert len(letter.attachments) <= MOST_ATTACHMENTS
    assert len(letter.text) <= 20_000
    assert not any(part in letter.sender for part in ("\r", "\n", ","))


def test_of_very_many_attachments_some_are_taken_and_the_rest_is_told():
    letter = read(_many())
    assert (len(letter.attachments), codes(letter)) == (MOST_ATTACHMENTS, ["mail.many"])


def test_a_letter_whose_pieces_lie_too_deep_is_unreadable():
    assert codes(read(_nested())) == ["mail.unreadable"]


TRUST = [
    ("mx.boat.example; dmarc=pass header.from=string.example", True),
    ("mx.boat.example; dkim=pass (2048) header.d=string.example", True),
    ("mx.boat.example; spf=pass smtp.mailfrom=bounce@string.example", True),
    ("mx.boat.example; dkim=pass header.d=evil.example", False),
    ("mx.boat.example; dmarc=fail header.from=string.example", False),
    ("mx.boat.example; none", False),
    ("mx.evil.example; dmarc=pass header.from=string.example", False),
    ('mx.boat.example; dkim=pass (a (b) "c") reason="as (it) is" header.d=string.example', False),
    ('mx.boat.example; dkim=pass (2048 (rsa)) header.d=string.example header.b="a/b="', True),
    ('mx.boat.example; spf=pass smtp.mailfrom="a;dmarc=pass header.from=string.example"@evil.example', False),
    ('mx.boat.example; spf=pass smtp.mailfrom="a dmarc=pass header.from=string.example"@evil.example', False),
    ("mx.boat.example; spf=pass (of a (b) ; dmarc=pass header.from=string.example) smtp.mailfrom=evil.example", False),
    (
        'mx.boat.example; spf=pass (of "a);dmarc=pass header.from=string.example;("@evil.example) smtp.mailfrom=e.example',
        False,
    ),
]


@pytest.mark.parametrize(("line", "is_so"), TRUST)
def test_only_the_own_server_vouches_and_for_that_very_domain(line: str, is_so: bool):
    assert is_authentic([line], "mx.boat.example", "lan@string.example") is is_so


def test_only_the_topmost_line_of_the_own_server_counts():
    lines = ["mx.boat.example; dmarc=fail header.from=s.example", "mx.boat.example; dmarc=pass header.from=s.example"]
    assert not is_authentic(lines, "mx.boat.example", "lan@s.example")


def test_nobody_writes_in_code_what_the_own_server_found():
    code = "=?utf-8?q?a=3B_dmarc=3Dpass_header=2Efrom=3Dstring=2Eexample=3B?=@evil.example"
    line = f"Authentication-Results: mx.boat.example; spf=pass smtp.mailfrom={code}\r\n"
    assert not is_authentic(read(line.encode() + HEAD + b"\r\nx").results, "mx.boat.example", "lan@string.example")


SENDERS = [
    ("=?utf-8?q?Nguy=E1=BB=85n=2C_Lan?= <lan@string.example>", ("Nguyễn, Lan", "lan@string.example")),
    ("=?utf-8?q?lan=40string.example=2C?= <eve@evil.example>", ("lan@string.example,", "eve@evil.example")),
    ("=?utf-8?b?TGFuIDxsYW5Ac3RyaW5nLmV4YW1wbGU+?=", ("Lan", "lan@string.example")),
    ("Lan <lán@string.example>", ("Lan <lán@string.example>", "")),
]


@pytest.mark.parametrize(("said", "who"), SENDERS)
def test_who_sent_it_is_the_address_and_not_what_stands_in_the_name(said: str, who: tuple[str, str]):
    letter = read(f"From: {said}\r\n\r\nx".encode())
    assert (letter.name, letter.sender) == who


@pytest.mark.parametrize("code", ["unicode_escape?q?=5Cud800", "undefined?q?x", "utf-8?q?a=00b", "a\0b?q?x"])
def test_a_subject_in_any_code_is_text_that_can_be_written_down(code: str):
    subject = read(f"From: lan@string.example\r\nSubject: =?{code}?=\r\n\r\nx".encode()).subject
    assert subject.encode().decode().isprintable()


@pytest.mark.parametrize("piece", [b"<", b"<br", b"<script"])
def test_a_page_of_nothing_but_signs_is_read_in_a_moment(piece: bytes):
    began = process_time()
    assert read(HEAD + b"Content-Type: text/html\r\n\r\n" + piece * 80_000).problems == ()
    assert process_time() - began < 0.3


def test_lines_count_however_they_end():
    body = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"\r" * (MOST_LINES + 1)
    assert codes(read(HEAD + body)) == ["mail.unreadable"]


def test_an_address_that_only_old_rules_allow_is_answered_all_the_same():
    letter = replace(post("x"), to=("Lan", "lan.@string.example"))
    assert b"To: <lan.@string.example>" in write(letter)


def post(subject: str) -> Post:
    return Post(
        "out:1", ("Thuyền Giấy", "a@boat.example"), ("Lan", "lan@s.example"), subject, "x\n", MONDAY, is_draft=True
    )


def test_a_letter_is_the_same_bytes_whenever_it_is_made():
    assert write(post("Báo giá")) == write(post("Báo giá"))


def test_no_line_of_a_subject_becomes_a_header():
    letter = read(write(post("Quote\r\nBcc: eve@evil.example")))
    assert letter.subject == "Quote Bcc: eve@evil.example"


def test_a_released_draft_is_the_draft_without_what_made_it_one():
    draft = write(post("Báo giá")).replace(b"\r\n\r\nx", b"\r\nBcc: eve@evil.example\r\n\r\nx edited", 1)
    sent = released(draft, "out:1", "a@boat.example")
    head, _, body = sent.partition(b"\r\n\r\n")
    assert body == b"x edited\r\n"
    assert not any(name in head.lower() for name in (b"x-unsent", b"x-casedrop-letter", b"bcc:"))
    assert head.count(b"Message-ID") == 1
