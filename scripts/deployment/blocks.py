"""Print the commands of a guide: every block marked `bash`, in order, each command said before it runs.

Between them stand the acts of a person: the password of the first account is kept, a newer version is brought, and
after each chapter that leaves services running somebody signs in.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^(?:## (?P<title>[^\n]*)|```bash\n(?P<code>.*?)^```)$", re.MULTILINE | re.DOTALL)
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
        else:
            lines += ["{ set -x; } 2>/dev/null", _kept(found["code"]), "{ set +x; } 2>/dev/null"]
    return "\n".join(lines) + "\n"


def _kept(code: str) -> str:
    """Keep what `setup` prints, so that a person can sign in with it."""
    return re.sub(r"^(runwu-admin setup .*)$", r'\1 | tee "$MACHINE/setup"', code, flags=re.MULTILINE)


print(script(Path(sys.argv[1]).read_text(encoding="utf-8")))
