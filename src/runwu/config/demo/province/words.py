"""Made-up names and codes (虚构的名称和代码): seasons, plants and signs, so that nobody takes them for real."""

from stdnum.cn.uscc import calc_check_digit

_PLANTS = (
    "青禾", "木槿", "海棠", "白杨", "红枫", "银杏", "紫荆", "水杉", "丁香", "茉莉", "石榴", "桂花",
    "芦苇", "枇杷", "山茶", "玉兰", "麦穗", "葵花", "合欢", "金桔", "凌霄", "芒草", "荔枝", "椰林",
    "木棉", "芭蕉", "龙眼", "杨桃", "莲雾", "菠萝", "橄榄", "榕荫", "三角梅", "鸡蛋花", "蒲葵", "棕榈",
    "红树", "沉香", "槟榔", "胡椒", "剑麻", "橡林", "咖啡", "香茅", "蓝莓", "白茶", "竹影", "松涛",
)  # fmt: skip
_SEASONS = (
    "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑",
    "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒",
)  # fmt: skip
_GIVEN = [*_SEASONS, *(word for word in _PLANTS if len(word) == 2)]
_SECOND = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SUBJECT_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def firm_word(number: int) -> str:
    """Return the part of an enterprise's name that tells it from others, another one for each number up to 25,344.

    >>> firm_word(0), firm_word(1)
    ('青禾立春甲', '木槿立春甲')
    """
    plant = number % len(_PLANTS)
    season = number // len(_PLANTS) % len(_SEASONS)
    return f"{_PLANTS[plant]}{_SEASONS[season]}{_SECOND[number // len(_PLANTS) // len(_SEASONS) % len(_SECOND)]}"


def person_name(number: int) -> str:
    """Return a made-up name, another one for each number up to 1,500.

    >>> person_name(0), person_name(70)
    ('示立春甲', '示立春乙')
    """
    return f"示{_GIVEN[number % len(_GIVEN)]}{_SECOND[number // len(_GIVEN) % len(_SECOND)]}"


def credit_code(number: int) -> str:
    """Return a code whose two check characters fit, of a body that cannot exist: its subject code begins with XX.

    >>> credit_code(1)[:16]
    '91460000XX000001'
    """
    body = f"XX{number:06d}"
    total = sum(_SUBJECT_VALUES.index(sign) * weight for sign, weight in zip(body, _SUBJECT_WEIGHTS, strict=True))
    front = f"91460000{body}{'0123456789X0'[11 - total % 11]}"
    return front + str(calc_check_digit(front))


def spread(total: int, weights: list[float]) -> list[int]:
    """Divide a whole number by weights, to the last unit (最大余数法).

    >>> spread(10, [1, 1, 1])
    [4, 3, 3]
    """
    everything = sum(weights)
    exact = [total * weight / everything for weight in weights]
    found = [int(part) for part in exact]
    rest = sorted(range(len(weights)), key=lambda index: (found[index] - exact[index], index))
    for index in rest[: total - sum(found)]:
        found[index] += 1
    return found
