"""Provinces by their GB/T 2260 prefix, as parameter folders name them."""

from __future__ import annotations

from runwu.rules.errors import RuleInputError

PROVINCES = {
    "11": "beijing", "12": "tianjin", "13": "hebei", "14": "shanxi", "15": "neimenggu",
    "21": "liaoning", "22": "jilin", "23": "heilongjiang",
    "31": "shanghai", "32": "jiangsu", "33": "zhejiang", "34": "anhui", "35": "fujian", "36": "jiangxi",
    "37": "shandong", "41": "henan", "42": "hubei", "43": "hunan", "44": "guangdong", "45": "guangxi",
    "46": "hainan", "50": "chongqing", "51": "sichuan", "52": "guizhou", "53": "yunnan", "54": "xizang",
    "61": "shaanxi", "62": "gansu", "63": "qinghai", "64": "ningxia", "65": "xinjiang",
    "71": "taiwan", "81": "hongkong", "82": "macao",
}  # fmt: skip


_NAMES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏",
    "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西",
    "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏",
    "新疆", "台湾", "香港", "澳门",
)  # fmt: skip
_CHINESE = dict(zip(_NAMES, PROVINCES.values(), strict=True))
_ENDINGS = ("省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "")


def province_slug(place: str) -> str:
    """Name the province of a place; empty for the nation.

    Raises RuleInputError for a place that is neither a province nor a six-digit code inside one.

    >>> province_slug("511903")
    'sichuan'
    >>> province_slug("hainan"), province_slug("海南省"), province_slug("广西壮族自治区")
    ('hainan', 'hainan', 'guangxi')
    """
    if not place or place in PROVINCES.values():
        return place
    if len(place) == 6 and place.isdigit() and place[:2] in PROVINCES:
        return PROVINCES[place[:2]]
    named = next((place.removesuffix(ending) for ending in _ENDINGS if place.removesuffix(ending) in _CHINESE), None)
    if named is not None:
        return _CHINESE[named]
    raise RuleInputError(
        happened=f"不认识的地区 {place}", rule="地区为省级名称（如海南省、hainan）或六位行政区划代码", now="核对地区"
    )
