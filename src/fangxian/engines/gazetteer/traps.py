"""Where a bare name is no place but part of another word: a person, a dish, a dialect, a train."""

import re

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝"
    "邬安常乐傅皮卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛臧戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫"
    "房裘缪解应宗丁宣邓单洪包诸左石崔吉龚程嵇邢滑裴陆荣翁荀惠甄曲封储靳段富焦巴弓牧隗谷侯宓蓬郗班仰仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司黎"
    "薄印宿白怀蒲卓蔺屠蒙池乔阴闻莘党翟谭贡姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容古易慎戈廖庾终居衡步都耿满匡"
    "文寇广欧沃蔚越师巩聂晁勾敖融冷辛那简饶空曾毋沙乜养鞠须丰巢关相查后荆游竺权盖益桓肖覃"
)
_TITLE = "先生|女士|小姐|同志|老师|医生|护士|主任|书记|师傅|阿姨|大爷|大妈|某"
_DISH = re.compile(
    r"(?:米粉|牛肉粉|米线|擂茶|臭豆腐|香干|小炒|口味虾|口味蛇|酱板鸭|板鸭|腊肉|土鸡|土菜|鱼头|蒸菜|啤酒|特产|辣椒|花鼓戏|丝弦)(?![店馆厂摊铺])"
)
_NOT_THE_PLACE = re.compile(
    rf"(?:{_TITLE}|菜|蛋|石|话|方言|口音|人(?![民工])|籍|牌|味|号(?!线|楼|院|门|栋)|王(?!府))"
)


_BEFORE_A_PERSON = re.compile(
    r"(?:老师|医生|护士|患者|病例|同学|同事|朋友|丈夫|妻子|父亲|母亲|姓名|名叫|司机|导游|村民|居民)$"
)
_LANDMARK = re.compile(
    r"(?:[东南西北中]?[路街]|大道|阁|山(?!区)|寺|亭|江|河|湖|洞|楼|塔|大?桥|广场|公园|国际|公馆|兴盛|人家|大?酒店|大剧院|巷|岭|机场|古城|文化)"
)
_MAY_FOLLOW_A_SMALL_NAME = re.compile(r"$|[^一-鿿]|[和及与等的内]|以及|还有|\d")


def is_part_of_another_word(text: str, start: int, end: int, rank: int) -> bool:
    """Tell whether the name at `text[start:end]`, written without its ending, belongs to another word.

    >>> is_part_of_another_word("吃了一碗常德米粉", 4, 6, 1)
    True
    >>> is_part_of_another_word("到常德探亲", 1, 3, 1)
    False
    """
    if text[start].isascii():
        return False
    if (
        is_a_dish(text, start, end, rank)
        or _NOT_THE_PLACE.match(text, end)
        or (rank > 0 and _LANDMARK.match(text, end))
    ):
        return True
    if rank > 3 and not _MAY_FOLLOW_A_SMALL_NAME.match(text, end):
        return True
    before = text[start - 1] if start else ""
    starts_a_word = (
        start < 2 or not _is_han(text[start - 2]) or bool(_BEFORE_A_PERSON.search(text[: start - 1]))
    )
    # A city is never a given name; 张天心 is a person.
    return rank > 1 and before in _SURNAMES and before != "" and starts_a_word


def is_a_dish(text: str, start: int, end: int, rank: int) -> bool:
    """Tell whether what follows a name makes it a dish or an art of that place: 攸县香干.

    >>> is_a_dish("攸县香干", 0, 2, 2), is_a_dish("攸县米粉店", 0, 2, 2)
    (True, False)
    """
    return rank < 3 and text[start:end] != "" and bool(_DISH.match(text, end))


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"
