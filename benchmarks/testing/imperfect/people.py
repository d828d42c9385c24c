"""Invented people at invented doors: families, twins, namesakes next door, phones a household shares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SURNAMES = np.array(
    list(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    )
    + list(
        "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    )
)
GIVEN = np.array(
    list("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力鹏飞鑫波斌宇浩凯健俊帆")
    + list("雪梅琳玲婷慧莹佳欣怡梓涵子轩浩然博思雨晨曦晓东海燕春花秋月冬志远宏德成家兴福寿康宁安乐")
    + list("林森木川河山峰岩石青松柏竹菊荷云霄天宇航星辰阳光灿烂锦绣诗书礼义仁智信忠孝廉洁正清亮")
)
COMMUNITY_PEOPLE, BUILDING_PEOPLE = 6_000, 90
NO_CHARACTER = -1
ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECKS = np.frombuffer(b"10X98765432", dtype=np.uint8)


@dataclass(frozen=True)
class People:
    """One entry a person. `name` is surname and two given characters as positions, `id_digits` 18 bytes of text."""

    name: Ints
    born: Ints
    female: NDArray[np.bool_]
    household: Ints
    dwelling: Ints
    phone: Ints
    id_digits: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.born)


def draw_people(count: int, seed: int, twins: float = 0.015, namesakes: float = 0.01) -> People:
    """Draw `count` people; days are counted from 1970-01-01. Twins and namesakes are shares of all people."""
    draw = np.random.default_rng(seed)
    household = _households(draw, count)
    first = np.concatenate([[True], household[1:] != household[:-1]])
    head = np.maximum.accumulate(np.where(first, np.arange(count), 0))
    name = _names(draw, head, first)
    born = -draw.integers(0, 29_000, count) + 19_000
    female = draw.random(count) < 0.49
    _make_twins(draw, twins, first, name, born, female)
    _make_namesakes(draw, namesakes, name, born, female)
    own = 13_000_000_000 + draw.choice(6_999_999_999, count, replace=False)
    shares = draw.random(count) < 0.45
    phone = np.where(shares, own[head], own)
    return People(name, born, female, household, household.copy(), phone, _ids(draw, born, female))


def _households(draw: np.random.Generator, count: int) -> Ints:
    sizes = draw.choice([1, 2, 3, 4, 5, 6], count, p=[0.18, 0.27, 0.27, 0.16, 0.09, 0.03])
    return np.repeat(np.arange(count), sizes)[:count]


def _names(draw: np.random.Generator, head: Ints, first: NDArray[np.bool_]) -> Ints:
    count = len(head)
    often = 1 / (np.arange(len(SURNAMES)) + 6.0)
    surname = draw.choice(len(SURNAMES), count, p=often / often.sum())
    surname = np.where(~first & (draw.random(count) < 0.6), surname[head], surname)
    liked = 1 / (np.arange(len(GIVEN)) + 12.0)
    given = draw.choice(len(GIVEN), (count, 2), p=liked / liked.sum())
    given[draw.random(count) < 0.15, 1] = NO_CHARACTER
    return np.column_stack([surname, given])


def _make_twins(
    draw: np.random.Generator,
    share: float,
    first: NDArray[np.bool_],
    name: Ints,
    born: Ints,
    female: NDArray[np.bool_],
) -> None:
    """A twin stands right after the other: same birthday and surname, in six of ten all but one character."""
    later = np.flatnonzero(~first & (draw.random(len(first)) < share))
    later = later[np.concatenate([[True], np.diff(later) > 1])] if len(later) else later
    born[later] = born[later - 1]
    name[later, 0] = name[later - 1, 0]
    alike = later[draw.random(len(later)) < 0.6]
    name[alike, 1] = name[alike - 1, 1]
    same_sex = later[draw.random(len(later)) < 0.65]
    female[same_sex] = female[same_sex - 1]
    equal = later[(name[later] == name[later - 1]).all(axis=1)]
    name[equal, 2] = (name[equal, 2] + 1) % len(GIVEN)


def _make_namesakes(
    draw: np.random.Generator, share: float, name: Ints, born: Ints, female: NDArray[np.bool_]
) -> None:
    """Somebody some doors on, in the same building as a rule, bears the same name; one in five was born that year."""
    chosen = np.flatnonzero(draw.random(len(born) - 40) < share)
    other = chosen + draw.integers(8, 40, len(chosen))
    name[other] = name[chosen]
    near = draw.random(len(chosen)) < 0.2
    born[other[near]] = born[chosen[near]] + draw.integers(-180, 180, near.sum())
    female[other] = female[chosen]


def _ids(draw: np.random.Generator, born: Ints, female: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Area, birthday, a serial whose parity is the sex, and the check character of GB 11643-1999."""
    count = len(born)
    areas = 430_200 + draw.choice([2, 3, 4, 11, 21, 23, 24, 25, 81], count)
    elsewhere = draw.random(count) < 0.3
    areas[elsewhere] = draw.integers(110_101, 659_000, elsewhere.sum())
    serial = draw.integers(0, 500, count) * 2 + ~female
    _serials_of_twins(draw, born, areas, serial)
    days = np.datetime64("1970-01-01") + born
    text = np.char.replace(days.astype("datetime64[D]").astype(str), "-", "").astype(np.int64)
    number = areas * 10**11 + text * 1000 + serial
    digits = (number[:, None] // 10 ** np.arange(16, -1, -1)) % 10
    check = CHECKS[(digits @ ID_WEIGHTS) % 11]
    return np.column_stack([(digits + ord("0")).astype(np.uint8), check])


def _serials_of_twins(draw: np.random.Generator, born: Ints, areas: Ints, serial: Ints) -> None:
    """Twins were entered in one office one after the other: their numbers differ in the serial alone."""
    later = np.flatnonzero(np.concatenate([[False], born[1:] == born[:-1]]))
    areas[later] = areas[later - 1]
    serial[later] = (
        serial[later - 1] // 2 * 2 + serial[later] % 2 + 2 * draw.integers(1, 3, len(later))
    ) % 1000
