"""Print the commands of a guide: every block marked `bash`, in order, each command said before it runs.

Between them stand the acts of a person: the password of the first account is kept, a newer version is brought, and
after each chapter that leaves services running somebody signs in. With PROVINCE (a scale, 1 for the whole one) the block
of the demo province is taken instead of the set-up of a park.
"""

import os
import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^(?:## (?P<title>[^\n]*)|```bash(?P<only> [^\n]+)?\n(?P<code>.*?)^```)$", re.MULTILINE | re.DOTALL)
PROVINCE = os.environ.get("PROVINCE", "")
BEFORE = {"十、": '. "$WORK/newer.sh"'}
AFTER = {"八、": '. "$WORK/visit.sh"', "十、": '. "$WORK/visit.sh"', "十一、": '. "$WORK/visit.sh"'}


def script(guide: str) -> str:
    """Return the guide as a shell script."""
    lines, chapter = ["PS4='+ '"], ""
    for found in BLOCK.finditer(guide):
        if title := found["title"]:
            lines.append(AFTER.get(chapter, ":"))
            chapter = title[: title.index("、") + 1] if "、" in title else ""
            lines += [f"echo '== {title}'", BEFORE.get(chapter, ":")]
        elif bool(PROVINCE) == bool(found["only"]) or not _opens_a_park(found["code"]):
            lines += ["{ set -x; } 2>/dev/null", _kept(found["code"]), "{ set +x; } 2>/dev/null"]
    return "\n".join(lines) + "\n"


def _opens_a_park(code: str) -> bool:
    """Tell whether a block makes the first park: one of the two that do is taken."""
    return code.startswith(("runwu-admin setup ", "runwu-admin demo "))


def _kept(code: str) -> str:
    """Keep what `setup` or `demo` prints, so that a person can sign in with it."""
    code = re.sub(r"^runwu-admin demo .*$", rf"\g<0> --scale {PROVINCE}", code, flags=re.MULTILINE)
    return re.sub(r"^(runwu-admin (?:setup|demo) .*)$", r'\1 | tee "$MACHINE/setup"', code, flags=re.MULTILINE)


print(script(Path(sys.argv[1]).read_text(encoding="utf-8")))
