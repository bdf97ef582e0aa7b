"""A TURN client (RFC 8656) that says what a relay answers, where coturn's own tools only fail.

Reads steps from standard input as JSON and prints one result for each: {"code": 0} where the relay agreed, its error code
where it refused, {"code": "closed"} where it ended the connection or stayed silent.
"""

import base64
import hashlib
import hmac
import itertools
import json
import os
import socket
import ssl
import struct
import sys
import time
import zlib

COOKIE = 0x2112A442
BINDING, ALLOCATE, REFRESH, SEND, DATA, PERMISSION = 0x001, 0x003, 0x004, 0x006, 0x007, 0x008
USERNAME, INTEGRITY, ERROR, LIFETIME, PEER, PAYLOAD = 0x0006, 0x0008, 0x0009, 0x000D, 0x0012, 0x0013
REALM, NONCE, RELAYED, FAMILY, TRANSPORT, FINGERPRINT = 0x0014, 0x0015, 0x0016, 0x0017, 0x0019, 0x8028
CREATED, REFUSED = 0x0100, 0x0110
# Seconds until an answer must be there: a busy machine takes several.
PATIENCE = 10.0
# Seconds after which a port that does not answer is held to be closed by a firewall.
SILENCE = 3.0
# Ports of UDP clients, one after the other, from one that another process of this client did not have lately: coturn
# remembers an ended allocation for some seconds, and answers 437 where the kernel happens to give its port again.
OWN_PORTS = itertools.count(time.monotonic_ns() // 1_000_000)


def attribute(kind, value):
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def xored(address, port, transaction):
    mask = struct.pack("!I", COOKIE) + transaction
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    packed = bytes(a ^ b for a, b in zip(socket.inet_pton(family, address), mask))
    return struct.pack("!BBH", 0, 2 if family == socket.AF_INET6 else 1, port ^ (COOKIE >> 16)) + packed


def unxored(value, transaction):
    mask = struct.pack("!I", COOKIE) + transaction
    family = socket.AF_INET6 if value[1] == 2 else socket.AF_INET
    port = struct.unpack("!H", value[2:4])[0] ^ (COOKIE >> 16)
    return socket.inet_ntop(family, bytes(a ^ b for a, b in zip(value[4:], mask))), port


class Closed(Exception):
    """The relay ended the connection or did not answer."""


class Session:
    """One client of one relay; at most one allocation."""

    def __init__(self, server, port, transport, username="", password="", authority=None, name=None):
        self.username, self.password = username, password
        self.realm, self.nonce, self.relayed = None, None, None
        self.stream = transport != "udp"
        kind = socket.SOCK_STREAM if self.stream else socket.SOCK_DGRAM
        self.socket = socket.socket(socket.AF_INET, kind)
        self.socket.settimeout(PATIENCE)
        if not self.stream:
            self.socket.bind(("", 1024 + next(OWN_PORTS) % 31_000))
        self.socket.connect((server, port))
        if transport == "tls":
            context = ssl.create_default_context(cadata=authority)
            self.socket = context.wrap_socket(self.socket, server_hostname=name)
        self.waiting = []

    def exactly(self, length):
        found = b""
        while len(found) < length:
            more = self.socket.recv(length - len(found))
            if not more:
                raise Closed
            found += more
        return found

    def receive(self):
        try:
            if not self.stream:
                return self.socket.recv(65536)
            head = self.exactly(20)
            return head + self.exactly(struct.unpack("!H", head[2:4])[0])
        except (OSError, Closed) as error:
            raise Closed from error

    def message(self, method, attributes, transaction):
        body = b"".join(attribute(*each) for each in attributes)
        if self.nonce is not None and method != SEND:
            body += attribute(USERNAME, self.username.encode())
            body += attribute(REALM, self.realm) + attribute(NONCE, self.nonce)
            head = struct.pack("!HHI", method, len(body) + 24, COOKIE) + transaction
            key = hashlib.md5(self.username.encode() + b":" + self.realm + b":" + self.password.encode()).digest()
            body += attribute(INTEGRITY, hmac.new(key, head + body, hashlib.sha1).digest())
        head = struct.pack("!HHI", method, len(body) + 8, COOKIE) + transaction
        body += attribute(FINGERPRINT, struct.pack("!I", zlib.crc32(head + body) ^ 0x5354554E))
        return head + body

    @staticmethod
    def read(message):
        kind, length = struct.unpack("!HH", message[:4])
        transaction, rest, found = message[8:20], message[20 : 20 + length], {}
        while len(rest) >= 4:
            name, size = struct.unpack("!HH", rest[:4])
            found.setdefault(name, rest[4 : 4 + size])
            rest = rest[4 + size + (-size % 4) :]
        return kind, transaction, found

    def ask(self, method, attributes, again=True):
        transaction = os.urandom(12)
        filled = [(kind, value(transaction) if callable(value) else value) for kind, value in attributes]
        self.socket.sendall(self.message(method, filled, transaction))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            kind, answered, found = self.read(self.receive())
            if answered != transaction:
                self.waiting.append((kind, answered, found))
                continue
            if kind == method | REFUSED:
                code = found[ERROR][2] * 100 + found[ERROR][3]
                if again and code in (401, 438) and NONCE in found:
                    self.realm, self.nonce = found[REALM], found[NONCE]
                    return self.ask(method, attributes, again=False)
                return code, answered, found
            return 0, answered, found
        raise Closed

    def allocate(self, transport=17, family=None):
        wanted = [(TRANSPORT, struct.pack("!Bxxx", transport))]
        if family is not None:
            wanted.append((FAMILY, struct.pack("!Bxxx", family)))
        code, transaction, found = self.ask(ALLOCATE, wanted)
        self.relayed = unxored(found[RELAYED], transaction) if code == 0 else None
        return {"code": code, "relayed": self.relayed}

    def permit(self, peer):
        code, _, _ = self.ask(PERMISSION, [(PEER, lambda transaction: xored(peer, 0, transaction))])
        return {"code": code}

    def send(self, peer, port, text):
        transaction = os.urandom(12)
        body = [(PEER, xored(peer, port, transaction)), (PAYLOAD, text.encode())]
        self.socket.sendall(self.message(SEND | 0x0010, body, transaction))
        return {"code": 0}

    def hear(self, seconds=1.0):
        end = time.monotonic() + seconds
        while True:
            for position, (kind, transaction, found) in enumerate(self.waiting):
                if kind == DATA | 0x0010:
                    del self.waiting[position]
                    return {"code": 0, "text": found[PAYLOAD].decode(), "from": unxored(found[PEER], transaction)}
            left = end - time.monotonic()
            if left <= 0:
                return {"code": "silent"}
            self.socket.settimeout(left)
            try:
                self.waiting.append(self.read(self.receive()))
            except Closed:
                return {"code": "silent"}
            finally:
                self.socket.settimeout(PATIENCE)

    def refresh(self, seconds):
        code, _, _ = self.ask(REFRESH, [(LIFETIME, struct.pack("!I", seconds))])
        return {"code": code}

    def bind(self):
        code, _, found = self.ask(BINDING, [])
        return {"code": code, "attributes": sorted(found)}


def handshake(server, port, version, authority, name):
    """A TLS handshake in one version: what was agreed on, the certificate, or why not."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    try:
        with socket.create_connection((server, port), SILENCE) as plain:
            with context.wrap_socket(plain, server_hostname=name) as secure:
                certificate = hashlib.sha256(secure.getpeercert(True)).hexdigest()
                return {"code": 0, "version": secure.version(), "cipher": secure.cipher()[0], "certificate": certificate}
    except (OSError, ssl.SSLError) as error:
        return {"code": "closed", "why": str(error)}


def connect(server, port):
    """Whether a TCP port answers: `open`, `refused`, or `silent`."""
    try:
        socket.create_connection((server, port), SILENCE).close()
        return {"code": "open"}
    except ConnectionRefusedError:
        return {"code": "refused"}
    except OSError:
        return {"code": "silent"}


def main():
    sessions, results = {}, []
    for step in json.load(sys.stdin):
        does, arguments = step["do"], step.get("with", {})
        try:
            if does == "open":
                sessions[step["as"]] = Session(**arguments)
                result = {"code": 0}
            elif does in ("handshake", "connect"):
                result = globals()[does](**arguments)
            else:
                if "to" in step:
                    peer, port = sessions[step["to"]].relayed
                    arguments = {**arguments, "peer": peer, "port": port}
                result = getattr(sessions[step["as"]], does)(**arguments)
        except (Closed, OSError):
            result = {"code": "closed"}
        results.append(result)
    json.dump(results, sys.stdout)


main()
