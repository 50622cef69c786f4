"""Sentences with personal numbers in every way of writing, and with numbers that only look like them; made by seed."""

import datetime
import random

from tests.checks.papers import card_number, identity_number

AREAS = ("440105", "110101", "310115", "520102", "130104", "650102", "820000", "460105")
ISSUERS = ("622848", "621700", "622202", "621226", "436742", "552245", "356833", "620058", "623094")
BEFORE = (
    "联系人张三，",
    "申请人：",
    "（",
    "见附件，",
    "",
    "本人",
    "备注 ",
    "2026年11月22日，",
    "第3项 ",
    "电话020-83138000，",
)
AFTER = ("。", "，特此说明。", "）", "", "；共3人。", "、13:30前", "（已核）", " 5人")
FULL_WIDTH = str.maketrans("0123456789Xx-", "０１２３４５６７８９Ｘｘ－")


class Sentences:
    """Sentences and how many numbers of the kind each truly holds."""

    def __init__(self, seed=20261122):
        self.random = random.Random(seed)

    def of(self, kind, number):
        """So many sentences with one number of the kind and so many with near misses only."""
        true, false = getattr(self, f"_{kind}"), getattr(self, f"_no_{kind}")
        return [(self._around(true()), 1) for _ in range(number)] + [(self._around(false()), 0) for _ in range(number)]

    def _around(self, words):
        return self.random.choice(BEFORE) + words + self.random.choice(AFTER)

    def _digits(self, number):
        return "".join(self.random.choice("0123456789") for _ in range(number))

    def _written(self, number, *shapes):
        """The number plain, in groups, digit by digit or in full width."""
        way = self.random.randrange(6)
        if way < 2:
            return number
        if way == 2:
            return number.translate(FULL_WIDTH)
        if way == 3:
            return " ".join(number)
        groups, rest = [], number
        for length in self.random.choice(shapes):
            groups.append(rest[:length])
            rest = rest[length:]
        return self.random.choice((" ", "-", "－", "·", "  ")).join([*groups, rest] if rest else groups)

    def _valid_identity(self):
        day = datetime.date(1930, 1, 1) + datetime.timedelta(days=self.random.randrange(33_000))
        number = identity_number(f"{self.random.choice(AREAS)}{day:%Y%m%d}{self._digits(3)}")
        return number.lower() if self.random.random() < 0.3 else number

    def _identity(self):
        label = self.random.choice(("身份证号", "身份证号码：", "证件号 ", "ID:", ""))
        return label + self._written(self._valid_identity(), (6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4))

    def _no_identity(self):
        number = self._valid_identity()
        wrong = self.random.choice([digit for digit in "0123456789" if digit != number[17]])
        choices = (
            number[:17] + wrong,
            number[:17],
            number + self.random.choice("0123456789"),
            f"{number[:6]}********{number[14:]}",
            identity_number(f"{number[:10]}13{number[12:17]}"),
            identity_number(f"{number[:10]}0230{number[14:17]}"),
            identity_number(f"00{number[2:17]}"),
            identity_number(f"{number[:6]}2199{number[10:17]}"),
            f"91440000MA{self._digits(7)}X",
            f"GD{number}",
            f"索引号006939748/2026-{self._digits(5)}",
        )
        return self.random.choice(choices)

    def _valid_card(self):
        return card_number(self.random.choice(ISSUERS) + self._digits(self.random.choice((9, 12))))

    def _cards(self):
        label = self.random.choice(("卡号", "银行卡号：", "账号 ", "开户行工商银行，账号：", ""))
        return label + self._written(self._valid_card(), (4, 4, 4, 4), (6, 13), (4, 4, 4, 4))

    def _no_cards(self):
        number = self._valid_card()
        wrong = self.random.choice([digit for digit in "0123456789" if digit != number[-1]])
        choices = (
            number[:-1] + wrong,
            f"{number[:6]}******{number[-4:]}",
            number + self._digits(4),
            f"订单号{number}",
            f"SN{number}",
            card_number(f"12{self._digits(14)}"),
            number[:15],
            self._valid_identity(),
        )
        return self.random.choice(choices)

    def _valid_mobile(self):
        return self.random.choice(("138", "139", "150", "159", "166", "177", "186", "191", "199")) + self._digits(8)

    def _mobiles(self):
        label = self.random.choice(("手机", "联系电话：", "电话 ", "Tel:", "+86 ", ""))
        return label + self._written(self._valid_mobile(), (3, 4, 4), (4, 4, 3), (3, 8))

    def _no_mobiles(self):
        number = self._valid_mobile()
        choices = (
            number[:10],
            number + self.random.choice("0123456789"),
            f"1{self.random.choice('012')}{number[2:]}",
            f"{number[:3]}****{number[7:]}",
            f"合计{number}元",
            f"订单号{number}",
            f"020-{number[3:]}",
            f"约1.{number}",
            f"GD{number}",
            f"400-{number[:3]}-{number[3:7]}",
            self._valid_identity(),
        )
        return self.random.choice(choices)
