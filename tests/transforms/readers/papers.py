"""Write the same report in the formats of offices, with the libraries that people write with."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "Minister defends the budget"
AUTHORS = ("Ana Kovač", "Jonas Reed")
STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", STYLES["Normal"], leading=12, alignment=4, firstLineIndent=12)
HYPHENATED = ParagraphStyle("hyphenated", BODY, hyphenationLang="en_US")
MARGIN, GUTTER = 56, 22


def pdf(paragraphs, columns=1, style=BODY, password=None):
    """Set paragraphs in columns, with a running head and page numbers."""
    buffer = io.BytesIO()
    width, height = A4
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    template = BaseDocTemplate(
        buffer, pagesize=A4, title=TITLE, author="; ".join(AUTHORS), encrypt=encrypt
    )
    wide = (width - 2 * MARGIN - GUTTER * (columns - 1)) / columns
    places = [MARGIN + number * (wide + GUTTER) for number in range(columns)]
    frames = [Frame(x, 66, wide, height - 142, 0, 0, 0, 0) for x in places]
    template.addPageTemplates(PageTemplate("page", frames, onPage=_decorated))
    heading = Paragraph(TITLE, STYLES["Heading1"])
    template.build([heading, *(Paragraph(text, style) for text in paragraphs)])
    return buffer.getvalue()


def scan(pages=2):
    """Draw pages that hold no text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def word():
    """Write a Word document with headings, a list, a table and what was changed in it."""
    document = docx.Document()
    said = document.core_properties
    said.title, said.author = TITLE, "; ".join(AUTHORS)
    said.created, said.modified = datetime(2026, 3, 12, 9), datetime(2026, 3, 13, 9)
    document.add_heading(TITLE, 0)
    document.add_paragraph("“We have made our choice,” she said.")
    document.add_heading("The reactions", 1)
    document.add_paragraph("The unions objected.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Year", "Growth", "2026", "1.4"), strict=True):
        cell.text = text
    last = document.add_paragraph("Nobody was ")
    last.add_run("surprised").bold = True
    last.add_run(", he said.")
    deleted = docx.oxml.parse_xml(
        f"<w:del {docx.oxml.ns.nsdecls('w')}><w:r><w:delText>never </w:delText></w:r></w:del>"
    )
    inserted = docx.oxml.parse_xml(
        f"<w:ins {docx.oxml.ns.nsdecls('w')}><w:r><w:t> Or so.</w:t></w:r></w:ins>"
    )
    last._p.extend([deleted, inserted])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def packed(files):
    """Put the files of a package together, its type first and not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def open_document():
    """Write an OpenDocument text."""
    content = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
 <text:tracked-changes><text:p>Long gone.</text:p></text:tracked-changes>
 <text:h text:outline-level="1">Minister defends the budget</text:h>
 <text:p>“We have made<text:s/>our <text:span>choice</text:span>,”<text:line-break/>she said.
  <text:note>
  <text:note-citation>1</text:note-citation><text:note-body><text:p>On Tuesday.</text:p>
  </text:note-body></text:note></text:p>
 <text:h text:outline-level="2">The reactions</text:h>
 <text:list><text:list-item><text:p>The unions objected.</text:p></text:list-item></text:list>
 <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>
 <table:table-cell><text:p>Growth</text:p></table:table-cell></table:table-row></table:table>
 <text:p>Nobody was surprised.</text:p>
</office:text></office:body></office:document-content>"""
    meta = """<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Minister defends the budget
 </dc:title><meta:initial-creator>Ana Kovač</meta:initial-creator><dc:language>en-GB</dc:language>
 <meta:creation-date>2026-03-12T09:00:00</meta:creation-date><dc:date>2026-03-13T09:00:00</dc:date>
 </office:meta></office:document-meta>"""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta,
        }
    )


def book():
    """Write a book of two chapters, whose files are not in the order in which they are read."""
    chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><body>{}</body></html>".format
    contents = """<package xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Budget</dc:title>
 <dc:creator>Ana Kovač</dc:creator><dc:creator>Jonas Reed</dc:creator>
 <dc:publisher>Record Press</dc:publisher><dc:language>en</dc:language>
 <dc:date>2026-03-12</dc:date>
 <meta property="dcterms:modified">2026-03-13T09:00:00Z</meta></metadata><manifest>
 <item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
 <item id="b" href="text/a.xhtml" media-type="application/xhtml+xml"/>
 <item id="a" href="text/b%20c.xhtml" media-type="application/xhtml+xml"/></manifest>
 <spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    nav = chapter("<nav><a href='text/b%20c.xhtml'>One</a><a href='text/a.xhtml#top'>Two</a></nav>")
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/c.opf"/>'
            "</rootfiles></container>",
            "OEBPS/c.opf": contents,
            "OEBPS/nav.xhtml": nav,
            "OEBPS/text/a.xhtml": chapter("<h1>The second</h1><p>“No,” he said.</p>"),
            "OEBPS/text/b c.xhtml": chapter("<p>“Yes,” she said.</p>"),
        }
    )


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Minister defends the budget}"
    rb"{\author Ana Kova\'e8}{\creatim\yr2026\mo3\dy12\hr9\min30}}\f0 {\b Minister defends}\par "
    rb"\ldblquote We have made our choice,\rdblquote  she said. Caf\'e9 \u8364?5.\par "
    rb"{\*\generator x;}Nobody was surprised.\par}"
)


def _decorated(canvas, template):
    width, height = A4
    canvas.setFont("Helvetica", 9)
    canvas.drawString(MARGIN, height - 42, "The Daily Record · March 2026")
    canvas.drawCentredString(width / 2, 28, f"Page {template.page}")
