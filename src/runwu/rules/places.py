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


def province_slug(place: str) -> str:
    """Name the province of a place; empty for the nation.

    Raises RuleInputError for a place that is neither a province nor a six-digit code inside one.

    >>> province_slug("511903")
    'sichuan'
    >>> province_slug("hainan")
    'hainan'
    """
    if not place or place in PROVINCES.values():
        return place
    if len(place) == 6 and place.isdigit() and place[:2] in PROVINCES:
        return PROVINCES[place[:2]]
    raise RuleInputError(happened=f"不认识的地区 {place}", rule="地区为省级名称或六位行政区划代码", now="核对地区代码")
