#!/usr/bin/env python3
"""docx_audit.py FILE.docx: checks the file with openxml-audit (schemas and semantics of Office
Open XML). Exits with 1 and its messages if there are any.
"""

import subprocess
import sys
from pathlib import Path

# Offices open these files with Word 2010 or later, and with WPS.
FORMATS = ["office2010", "microsoft365"]


def main(arguments):
    program = Path(sys.executable).with_name("openxml-audit")
    failed = 0
    for office in FORMATS:
        command = [str(program), "--format", office, "--policy", "strict", "--quiet", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            failed = 1
            print(f"{office}: {done.stdout}{done.stderr}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
