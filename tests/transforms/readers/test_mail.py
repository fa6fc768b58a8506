"""Reading mails and mailboxes."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from tests.transforms.readers import papers
from transforms.readers import Block, Draft, Rules, Unreadable, parts, read

SIGNATURE = "-- "
BODY = f"""Dear Jonas,

The minister will not resign. "I was elected to do this," she told me.

On Mon, 9 Mar 2026 at 10:15, Jonas Reed <jonas@record.example> wrote:

> Will she go?
>
> > Nobody knows, he said.

Yours
{SIGNATURE}
Ana Kovač
The Daily Record
"""
HTML = (
    "<html><body><p>The minister will not resign, she said, whatever they say.</p>"
    '<div class="gmail_signature">Ana Kovač</div><div class="gmail_quote"><div>On Monday Jonas '
    "wrote:</div><blockquote>Will she go?</blockquote></div></body></html>"
)


def message(body=BODY, html=None):
    """Write a mail."""
    mail = EmailMessage()
    mail["From"] = "Ana Kovač <ana@record.example>"
    mail["To"] = "Jonas Reed <jonas@record.example>, desk@record.example"
    mail["Cc"] = '"Amsel, Judith" <amsel@record.example>'
    mail["Subject"] = "The minister’s future"
    mail["Date"] = "Tue, 10 Mar 2026 09:00:00 +0100"
    mail["Message-ID"] = "<1@record.example>"
    if body:
        mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def test_headers_are_the_metadata():
    """Subject, people and date come from the headers, whatever the file is called."""
    (draft,) = read("a.txt", message().as_bytes())
    assert isinstance(draft, Draft)
    assert draft.title == "The minister’s future"
    assert draft.authors == ("Ana Kovač",)
    assert draft.recipients == (
        "Jonas Reed <jonas@record.example>",
        "desk@record.example",
        "Amsel, Judith <amsel@record.example>",
    )
    assert draft.published == "Tue, 10 Mar 2026 09:00:00 +0100"
    assert draft.published_source == "mail"


def test_what_is_repeated_and_signed_is_marked():
    """Quoted replies and the signature are kept, and told from what the sender wrote."""
    (draft,) = read("a.eml", message().as_bytes())
    assert draft.blocks == (
        Block("The minister’s future", "heading"),
        Block("Dear Jonas,"),
        Block('The minister will not resign. "I was elected to do this," she told me.'),
        Block(
            "On Mon, 9 Mar 2026 at 10:15, Jonas Reed <jonas@record.example> wrote:", "announcement"
        ),
        Block("Will she go?", "reply"),
        Block("Nobody knows, he said.", "reply"),
        Block("Yours"),
        Block("Ana Kovač", "signature"),
        Block("The Daily Record", "signature"),
    )


def test_what_outlook_repeats_is_marked():
    """Below the line that announces a repeated mail, all is repeated."""
    body = "No.\n\n-----Original Message-----\nFrom: Jonas\nSent: Monday\n\nWill she go?\n"
    (draft,) = read("a.eml", message(body).as_bytes())
    assert [b.text for b in draft.blocks if b.kind == "paragraph"] == ["No."]
    assert draft.blocks[-1] == Block("Will she go?", "reply")


def test_bodies_in_html():
    """A mail without plain text is read from its HTML; what it repeats comes last."""
    (draft,) = read("a.eml", message(None, HTML).as_bytes())
    assert draft.blocks[1:] == (
        Block("The minister will not resign, she said, whatever they say."),
        Block("Ana Kovač", "signature"),
        Block("On Monday Jonas wrote:", "reply"),
        Block("Will she go?", "reply"),
    )


def test_plain_text_is_preferred_to_html():
    """Of two forms of a mail, one is read."""
    (draft,) = read("a.eml", message(html=HTML).as_bytes())
    assert draft.blocks[1].text == "Dear Jonas,"


def test_flowed_lines_are_joined():
    """Lines that end with a space go on in the next (RFC 3676)."""
    body = "The minister will \nnot resign, \nshe said.\nSo be it.\n"
    data = message(body).as_bytes().replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')
    (draft,) = read("a.eml", data)
    assert [b.text for b in draft.blocks[1:]] == [
        "The minister will not resign, she said.",
        "So be it.",
    ]


def test_attachments_are_documents():
    """What is attached is read by its own format under its own name, mails included."""
    mail = message()
    mail.add_attachment(
        papers.word(), maintype="application", subtype="octet-stream", filename="../report.docx"
    )
    mail.add_attachment("Just a note, he said.", filename="note.txt")
    mail.add_attachment(message("Inner, she said."))
    mail.add_attachment(bytes(range(256)), maintype="image", subtype="png", filename="a.png")
    own, word, note, inner, picture = read("mail.eml", mail.as_bytes())
    assert own.member is None
    assert (word.member, word.reader) == ("!report.docx", "docx")
    assert (note.member, note.reader) == ("!note.txt", "text")
    assert inner.member == "!attachment-3.eml"
    assert inner.blocks[-1].text == "Inner, she said."
    assert isinstance(picture, Unreadable)
    assert (picture.member, picture.error_type) == ("!a.png", "not_text")


def test_pictures_in_a_mail_are_no_attachments():
    """A picture that the mail’s HTML shows is left out."""
    mail = message(html=HTML)
    part = mail.get_payload()[1]
    part.add_related(b"\x89PNG\r\n\x1a\n\0\0\0", "image", "png", cid="<logo>")
    assert len(list(read("a.eml", mail.as_bytes()))) == 1


def test_a_heavy_attachment_does_not_cost_the_mail():
    """The limit on documents is for the text and for each attachment, not for their sum."""
    mail = message()
    mail.add_attachment("word " * 4_000, filename="long.txt")
    own, attached = read("a.eml", mail.as_bytes(), Rules(max_document_bytes=10_000))
    assert isinstance(own, Draft)
    assert (attached.member, attached.error_type) == ("!long.txt", "too_large")


@pytest.mark.parametrize(
    "text",
    [
        "From: the minister\nTo: all members\nDate: 12 March 2026\n\nDear all, it is so.",
        "Note: this is no mail.\nAnother: line.\n\nText.",
    ],
)
def test_memos_are_no_mails(text):
    """Lines that look like headers do not make a mail of a text."""
    (draft,) = read("a.txt", text.encode())
    assert draft.reader == "text"


def test_broken_headers_do_no_harm():
    """A header that cannot be decoded is taken as it stands."""
    data = (
        b"From: =?utf-8?b?broken\r\nTo: <<>>,;;\r\nDate: soon\r\nMessage-ID: <\r\n\r\nIt is so.\r\n"
    )
    (draft,) = read("a.eml", data)
    assert draft.blocks[-1].text == "It is so."


def mails(tmp_path, *messages):
    """Write a mailbox."""
    box = mailbox.mbox(tmp_path / "a.mbox")
    for mail in messages:
        box.add(mail)
    box.close()
    return (tmp_path / "a.mbox").read_bytes()


def test_each_mail_of_a_mailbox_is_a_document(tmp_path):
    """Mails are known by their Message-ID; a repeated one gets a number."""
    other = message("From here on it is hers, she said.")
    other.replace_header("Message-ID", "<2@record.example>")
    other.add_attachment("A note, he said.", filename="note.txt")
    data = mails(tmp_path, message(), other, other)
    items = list(read("a", data))
    assert [item.member for item in items] == [
        "!1@record.example",
        "!2@record.example",
        "!2@record.example!note.txt",
        "!2@record.example~2",
        "!2@record.example~2!note.txt",
    ]
    assert items[1].blocks[1].text == "From here on it is hers, she said."


@pytest.mark.parametrize("size", [1, 700, 2_000])
def test_parts_read_as_the_whole(tmp_path, size):
    """A mailbox cut between mails gives the documents of the whole."""
    data = mails(tmp_path, *(message(f"Number {n}, he said.") for n in range(7)))
    cut = list(parts("a.mbox", data, size))
    assert len(cut) > 1
    pieces = [i for part in cut for i in read("a.mbox", data[part.start : part.end], part=part)]
    assert pieces == list(read("a.mbox", data))


def test_dates_of_mails_are_written_as_python_writes_them():
    """The header of a date is one that dates are read from."""
    from datetime import UTC, datetime

    from transforms.dates import parse_date

    when = datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert parse_date(format_datetime(when)) == (when, "second")
