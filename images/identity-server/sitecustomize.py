"""Loaded by Python itself before Sydent: mail goes only to a relay whose certificate is verified.

Sydent (branch dinsic, sydent/util/emailutils.py) calls smtplib without a context, and smtplib then takes one that verifies
neither the authority nor the name: whoever stands between would be given the relay's password and every mail.
"""

import ssl

ssl._create_stdlib_context = ssl.create_default_context
