#!/usr/bin/env python3
"""webkit_print.py PAGE.html DRAFT.json OUT.pdf: opens the built page in WebKitGTK, gives it the
draft as its file chooser would, waits until its pages are laid out, and prints them to a file on A4
without margins, because WebKit's driver has no command for printing. Needs a display, and Debian's
python3-gi and gir1.2-webkit2-4.1. Prints the number of pages of the page; exits with 1 and a
sentence if there is no file.
"""

import base64
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

# Seconds for everything, and milliseconds between two looks.
PATIENCE = 90
LOOK = 50

HAND_OVER = """
const bytes = Uint8Array.from(atob('%s'), c => c.charCodeAt(0)), box = new DataTransfer();
const chooser = document.getElementById('nb-file');
box.items.add(new File([bytes], 'draft.json'));
chooser.files = box.files;
chooser.dispatchEvent(new Event('change', { bubbles: true }));
"""


class Printer:
    """One page, from its opening to the file. Each step calls the next one; the loop ends with an
    error or without.
    """

    def __init__(self, page, draft, out):
        self.draft, self.out = draft, out
        self.loop = GLib.MainLoop()
        self.problem = f"the page was not ready within {PATIENCE} s"
        self.pages = None
        self.view = WebKit2.WebView.new_with_context(WebKit2.WebContext.new_ephemeral())
        window = Gtk.Window(default_width=1366, default_height=768)
        window.add(self.view)
        window.show_all()
        self.view.load_uri(page.as_uri())
        GLib.timeout_add_seconds(PATIENCE, self.loop.quit)
        self.when(
            "document.documentElement.dataset.ready === '1' && document.getElementById('nb-file')",
            self.open,
        )
        self.loop.run()

    def end(self, problem):
        self.problem = problem
        self.loop.quit()

    def run(self, script, then):
        def done(view, result):
            try:
                then(view.evaluate_javascript_finish(result))
            except GLib.Error as error:
                self.end(error.message)

        self.view.evaluate_javascript(script, -1, None, None, None, done)

    def when(self, condition, then):
        def answer(value):
            if value.to_boolean():
                then()
            else:
                GLib.timeout_add(LOOK, look)

        def look():
            self.run(f"!!({condition})", answer)
            return False

        GLib.timeout_add(LOOK, look)

    def open(self):
        script = HAND_OVER % base64.b64encode(self.draft.read_bytes()).decode()
        fresh = (
            "document.getElementById('nb-pane') && "
            "document.getElementById('nb-pane').dataset.fresh === '1'"
        )
        self.run(script, lambda _: self.when(fresh, self.count))

    def count(self):
        def counted(value):
            self.pages = value.to_int32()
            self.print()

        self.run("document.querySelectorAll('.nb-leaf').length", counted)

    def print(self):
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set("output-uri", self.out.as_uri())
        settings.set("output-file-format", "pdf")
        setup = Gtk.PageSetup()
        setup.set_paper_size(Gtk.PaperSize.new("iso_a4"))
        for set_margin in (
            setup.set_top_margin,
            setup.set_bottom_margin,
            setup.set_left_margin,
            setup.set_right_margin,
        ):
            set_margin(0, Gtk.Unit.MM)
        job = WebKit2.PrintOperation.new(self.view)
        job.set_print_settings(settings)
        job.set_page_setup(setup)
        job.connect("failed", lambda _, error: self.end(error.message))
        job.connect("finished", lambda _: self.end(None))
        job.print_()


def main():
    page, draft, out = (Path(name).resolve() for name in sys.argv[1:])
    printer = Printer(page, draft, out)
    if printer.problem:
        sys.exit(f"no print: {printer.problem}")
    print(printer.pages)


main()
