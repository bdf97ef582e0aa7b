import itertools
import unittest

from tchap_synapse.email_address import EmailAddress, NotAnAddress, parse_domain, parse_email_address

DOMAIN = "finances.gouv.fr"
GOOD = [
    "marie.martin@finances.gouv.fr",
    "Marie.MARTIN@Finances.Gouv.FR",
    "jean-luc.o'neill@finances.gouv.fr",
    "j_d+tchap@dgfip.finances.gouv.fr",
    "0@a.fr",
    "a" * 64 + "@finances.gouv.fr",
]
FORGED = {
    "the case of 2019": "a@evil.example@finances.gouv.fr",
    "two @ in a row": "a@@finances.gouv.fr",
    "no @": "a.finances.gouv.fr",
    "nothing before the @": "@finances.gouv.fr",
    "nothing after the @": "a@",
    "empty": "",
    "quoted local part": '"a"@finances.gouv.fr',
    "quoted @": '"a@evil.example"@finances.gouv.fr',
    "comment before": "(c)a@finances.gouv.fr",
    "comment within": "a(c)@finances.gouv.fr",
    "comment after": "a@finances.gouv.fr(c)",
    "comment with an address": "a@evil.example(@finances.gouv.fr)",
    "display name": "A <a@finances.gouv.fr>",
    "angle brackets": "<a@finances.gouv.fr>",
    "address list": "a@evil.example,b@finances.gouv.fr",
    "address list with semicolon": "a@evil.example;b@finances.gouv.fr",
    "group": "g:a@finances.gouv.fr;",
    "source route": "@evil.example:a@finances.gouv.fr",
    "percent route": "a%evil.example@finances.gouv.fr",
    "bang path": "evil.example!a@finances.gouv.fr",
    "slash": "a/b@finances.gouv.fr",
    "backslash": "a\\@finances.gouv.fr",
    "full-width @": "a＠finances.gouv.fr",
    "full-width @ and a plain one": "a＠evil.example@finances.gouv.fr",
    "small @": "a﹫finances.gouv.fr",
    "full-width dot": "a@finances．gouv．fr",
    "ideographic dot": "a@finances。gouv。fr",
    "kelvin sign": "a@\u212aultur.fr",
    "long s": "a@finance\u017f.gouv.fr",
    "cyrillic a": "a@fin\u0430nces.gouv.fr",
    "accent": "é@finances.gouv.fr",
    "IDN": "a@académie.fr",
    "IDN in punycode": "a@xn--acadmie-gya.fr",
    "IDN in capitals": "a@XN--acadmie-gya.fr",
    "reserved label": "a@zz--x.fr",
    "trailing dot": "a@finances.gouv.fr.",
    "leading dot of the domain": "a@.finances.gouv.fr",
    "two dots in the domain": "a@finances..gouv.fr",
    "one label": "a@localhost",
    "address literal": "a@[192.0.2.1]",
    "address in figures": "a@192.0.2.1",
    "port": "a@finances.gouv.fr:25",
    "leading dot": ".a@finances.gouv.fr",
    "dot before the @": "a.@finances.gouv.fr",
    "two dots": "a..b@finances.gouv.fr",
    "label that starts with a hyphen": "a@-finances.gouv.fr",
    "label that ends with a hyphen": "a@finances-.gouv.fr",
    "underscore in the domain": "a@fin_ances.gouv.fr",
    "too long before the @": "a" * 65 + "@finances.gouv.fr",
    "label too long": "a@" + "b" * 64 + ".fr",
    "too long": "a@" + ".".join(["b" * 60] * 5) + ".fr",
    "encoded word": "=?utf-8?q?a=40evil.example?=@finances.gouv.fr",
    "line break at the end": "a@finances.gouv.fr\n",
    "line break and a header": "a@finances.gouv.fr\r\nBcc: b@evil.example",
    "vertical line separator": "a@finances.gouv.fr\u2028",
    "zero-width space": "a@finances\u200b.gouv.fr",
    "soft hyphen": "a@fi\u00adnances.gouv.fr",
    "right-to-left override": "\u202ea@finances.gouv.fr",
    "byte order mark": "\ufeffa@finances.gouv.fr",
    "unpaired surrogate": "a\udc40finances.gouv.fr",
}
OTHER_TYPES = [None, True, 1, b"a@finances.gouv.fr", ["a@finances.gouv.fr"], {"email": "a@finances.gouv.fr"}]
# What an address may hold is listed here by itself, so that the expression under test cannot vouch for itself.
LOCAL_CHARACTERS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+'-.")
DOMAIN_CHARACTERS = LOCAL_CHARACTERS - set("_+'")


class EmailAddressTest(unittest.TestCase):
    def test_a_plain_address_is_read_in_lower_case(self) -> None:
        for text in GOOD:
            with self.subTest(text):
                self.assertEqual(str(parse_email_address(text)), text.lower())
        self.assertEqual(parse_email_address("A.B@C.fr"), EmailAddress("a.b", "c.fr"))

    def test_whatever_two_programs_could_read_differently_is_refused(self) -> None:
        for name, text in FORGED.items():
            with self.subTest(name), self.assertRaises(NotAnAddress):
                parse_email_address(text)

    def test_only_text_is_an_address(self) -> None:
        for value in OTHER_TYPES:
            with self.subTest(repr(value)), self.assertRaises(NotAnAddress):
                parse_email_address(value)

    def test_no_other_character_of_the_first_plane_is_accepted_anywhere(self) -> None:
        for code in range(0x10000):
            character = chr(code)
            if character not in LOCAL_CHARACTERS:
                for text in (f"a{character}b@{DOMAIN}", f"{character}a@{DOMAIN}", f"a{character}@{DOMAIN}"):
                    with self.assertRaises(NotAnAddress, msg=f"U+{code:04X} before the @"):
                        parse_email_address(text)
            if character not in DOMAIN_CHARACTERS:
                for text in (f"a@fin{character}ances.gouv.fr", f"a@{character}{DOMAIN}", f"a@{DOMAIN}{character}"):
                    with self.assertRaises(NotAnAddress, msg=f"U+{code:04X} after the @"):
                        parse_email_address(text)

    def test_every_short_text_that_is_accepted_is_one_local_part_one_at_and_one_domain(self) -> None:
        accepted = 0
        for length in range(1, 8):
            for characters in itertools.product("ab.@-", repeat=length):
                text = "".join(characters)
                try:
                    address = parse_email_address(text)
                except NotAnAddress:
                    continue
                accepted += 1
                self.assertEqual(f"{address.local}@{address.domain}", text)
                self.assertEqual(text.count("@"), 1)
                self.assertNotRegex(text, r"\.\.|^\.|\.$|\.@|@\.|@-|-$|@.*-\.")
        self.assertGreater(accepted, 100)

    def test_a_refusal_does_not_repeat_what_was_sent(self) -> None:
        with self.assertRaises(NotAnAddress) as refusal:
            parse_email_address("<script>@evil.example@finances.gouv.fr")
        self.assertNotIn("script", str(refusal.exception))

    def test_a_domain_is_read_in_lower_case(self) -> None:
        self.assertEqual(parse_domain("Interieur.GOUV.fr"), "interieur.gouv.fr")
