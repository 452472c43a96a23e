"""A mail server of our own on the loopback, for mail.py: takes mail, or does what a bad day
brings. Standard library only.

    with Smtp() as s:            s.port; s.inbox = [Letter]
        s.mood = "greylist"      one of MOODS, read at each connection
"""
import base64
import os
import re
import socket
import ssl
import subprocess
import threading
import time

MOODS = {
    "kind": "takes everything",
    "refuse": "554 instead of a greeting",
    "silent": "says nothing at all",
    "stall": "says nothing after DATA's text",
    "cut": "closes in the middle of DATA's text",
    "greylist": "450 to a recipient it has not seen before, then takes it",
    "unknown": "550 to every recipient",
    "spam": "554 after DATA's text",
    "locked": "535 to every password",
}
LIFE_S = 20


class Letter:
    def __init__(self, sender, recipient, data, user, is_tls):
        self.sender, self.recipient, self.data = sender, recipient, data
        self.user, self.is_tls, self.at = user, is_tls, time.monotonic()


def certificate(folder):
    """An authority and a certificate of it for localhost: (authority, certificate, key)."""
    def run(*args):
        subprocess.run(["openssl", *args], check=True, capture_output=True, cwd=folder)
    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
        "-subj", "/CN=test authority", "-days", "3650")
    run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "mail.key", "-out", "mail.csr",
        "-subj", "/CN=localhost")
    with open(folder + "/ext", "w", encoding="ascii") as f:
        f.write("subjectAltName=DNS:localhost\n")
    run("x509", "-req", "-in", "mail.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-days", "3650", "-extfile", "ext", "-out", "mail.pem")
    return tuple(os.path.join(folder, name) for name in ("ca.pem", "mail.pem", "mail.key"))


class Smtp:
    def __init__(self, tls=None, is_implicit=False, auth=(), on_letter=None):
        """tls: (certificate, key) to offer STARTTLS with, or to speak from the start; auth:
        the mechanisms offered; on_letter: called after a letter is kept, before the answer."""
        self.mood, self.inbox, self.seen, self.auth = "kind", [], set(), auth
        self.context, self.is_implicit, self.on_letter = None, is_implicit, on_letter
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.is_open = True
        self.n_connections = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.is_open = False
        self.door.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept
        self.door.close()

    def accept(self):
        while self.is_open:
            try:
                link, _ = self.door.accept()
            except OSError:
                return
            self.n_connections += 1
            threading.Thread(target=self.guarded, args=(link,), daemon=True).start()

    def guarded(self, link):
        link.settimeout(LIFE_S)
        try:
            if self.is_implicit:
                link = self.context.wrap_socket(link, server_side=True)
            Talk(self, link, self.is_implicit).run()
        except (OSError, EOFError):
            pass
        finally:
            link.close()


class Talk:
    def __init__(self, smtp, link, is_tls):
        self.smtp, self.link, self.is_tls = smtp, link, is_tls
        self.file = link.makefile("rb")
        self.user = self.sender = self.recipient = None
        self.mood = smtp.mood

    def say(self, text):
        self.link.sendall(text.encode() + b"\r\n")

    def hear(self):
        line = self.file.readline()
        if not line:
            raise EOFError
        return line.rstrip(b"\r\n").decode("utf-8", "replace")

    def silence(self):
        while self.smtp.is_open and self.link.recv(4096):
            pass

    def run(self):
        if self.mood == "silent":
            return self.silence()
        if self.mood == "refuse":
            return self.say("554 no mail here today")
        self.say("220 localhost ESMTP")
        while True:
            line = self.hear()
            verb = re.split(r"[ :]", line)[0].upper()
            if verb == "QUIT":
                return self.say("221 bye")
            handler = getattr(self, "on_" + verb.lower(), None)
            if handler is None:
                self.say("502 what?")
            elif handler(line) is False:
                return None

    def on_ehlo(self, _):
        words = ["localhost", "8BITMIME"]
        if self.smtp.context and not self.is_tls:
            words.append("STARTTLS")
        if self.smtp.auth:
            words.append("AUTH " + " ".join(self.smtp.auth))
        for word in words[:-1]:
            self.say("250-" + word)
        self.say("250 " + words[-1])

    def on_noop(self, _):
        self.say("250 fine")

    def on_starttls(self, _):
        self.say("220 go ahead")
        self.link = self.smtp.context.wrap_socket(self.link, server_side=True)
        self.file, self.is_tls = self.link.makefile("rb"), True

    def on_auth(self, line):
        parts = line.split()
        if parts[1].upper() == "PLAIN":
            text = parts[2] if len(parts) > 2 else self.ask("")
            user, password = base64.b64decode(text).decode().split("\0")[1:]
        else:
            user = base64.b64decode(parts[2] if len(parts) > 2 else self.ask("VXNlcm5hbWU6")).decode()
            password = base64.b64decode(self.ask("UGFzc3dvcmQ6")).decode()
        if self.mood == "locked" or password != "a secret":
            return self.say("535 5.7.8 wrong password")
        self.user = parts[1].upper() + " " + user
        return self.say("235 welcome")

    def ask(self, text):
        self.say("334 " + text)
        return self.hear()

    def on_mail(self, line):
        self.sender = re.search("<(.*?)>", line).group(1)
        self.say("250 ok")

    def on_rcpt(self, line):
        self.recipient = re.search("<(.*?)>", line).group(1)
        if self.mood == "unknown":
            return self.say("550 5.1.1 no such person")
        if self.mood == "greylist" and self.recipient not in self.smtp.seen:
            self.smtp.seen.add(self.recipient)
            return self.say("450 4.7.1 greylisted, come again")
        return self.say("250 ok")

    def on_rset(self, _):
        self.say("250 ok")

    def on_data(self, _):
        self.say("354 go on")
        if self.mood == "cut":
            self.hear()
            return False
        lines = []
        while (line := self.file.readline()) != b".\r\n":
            if not line:
                raise EOFError
            lines.append(line[1:] if line.startswith(b".") else line)
        if self.mood == "stall":
            return self.silence() or False
        if self.mood == "spam":
            return self.say("554 5.7.1 looks like spam")
        letter = Letter(self.sender, self.recipient, b"".join(lines), self.user, self.is_tls)
        self.smtp.inbox.append(letter)
        if self.smtp.on_letter:
            self.smtp.on_letter(letter)
        return self.say("250 2.0.0 taken")
