#!/usr/bin/env python3
"""docx_audit.py FILE.docx: openxml-audit (schemas and semantics of Office Open XML) has nothing to say. Exit 1 and what it says, if it has."""
import subprocess
import sys
from pathlib import Path

# The offices that open these files have Word 2010 at the oldest, and WPS.
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
