"""The API's own description, and whether an answer keeps to it. Standard library only."""
import gzip
import json
import re
import subprocess

from server import path_pattern

TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}
BASE = "/api/v1"


class Document:
    """misfit() gives words for what an answer does that openapi.json does not say."""

    def __init__(self, binary):
        done = subprocess.run([binary, "debug", "openapi"], text=True, capture_output=True,
                              cwd="/", check=True, timeout=60)
        self.root = json.loads(done.stdout)
        paths = sorted(self.root["paths"], key=lambda p: p.count("{"))  # literals win
        self.patterns = [(path_pattern(BASE + p), self.root["paths"][p]) for p in paths]

    def operations(self):
        """(METHOD, path with {names}, operation)"""
        for path, methods in self.root["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), BASE + path, operation

    def find(self, method, target):
        path = target.split("?")[0]
        for pattern, methods in self.patterns:
            if pattern.match(path) and method.lower() in methods:
                return methods[method.lower()]
        return None

    def follow(self, node):
        while "$ref" in node:
            found = self.root
            for part in node["$ref"][2:].split("/"):
                found = found[part]
            node = found
        return node

    def misfit(self, method, target, status, headers, raw):
        operation = self.find(method, target)
        if operation is None:
            return None
        answers = operation["responses"]
        if str(status) not in answers:
            return f"{status} is not among the answers that openapi.json names: {sorted(answers)}"
        content = self.follow(answers[str(status)]).get("content", {})
        headers = {n.lower(): v for n, v in headers}
        sent = headers.get("content-type", "").split(";")[0]
        if not content:
            return f"{status} has a body, openapi.json says none" if raw else None
        if "*/*" in content:
            return None
        if sent not in content:
            return f"{status} is {sent!r}, openapi.json says {sorted(content)}"
        if sent != "application/json" or not raw:
            return None if raw or sent != "application/json" else f"{status} has no body"
        if headers.get("content-encoding") == "gzip":
            raw = gzip.decompress(raw)
        return self.differs(json.loads(raw), content[sent]["schema"], "body")

    def differs(self, value, schema, where):
        schema = self.follow(schema)
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(self.is_kind(value, k) for k in kinds):
            return f"{where}: {json.dumps(value)[:80]} is no {' or '.join(kinds)}"
        if "enum" in schema and value not in schema["enum"]:
            return f"{where}: {value!r} is not one of {schema['enum']}"
        if schema.get("format") == "uuid" and isinstance(value, str) and not re.fullmatch(
                r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
            return f"{where}: {value!r} is no uuid"
        if isinstance(value, list):
            found = (self.differs(v, schema.get("items", {}), f"{where}[{i}]")
                     for i, v in enumerate(value))
            return next((f for f in found if f), None)
        return self.object_differs(value, schema, where) if isinstance(value, dict) else None

    def object_differs(self, value, schema, where):
        known = schema.get("properties")
        missing = sorted(set(schema.get("required", [])) - set(value))
        if missing:
            return f"{where}: without {missing}"
        is_error = "error" in (known or {})  # some carry more: 409 `current`, …
        unknown = sorted(set(value) - set(known)) if known is not None and not is_error else []
        if unknown:
            return f"{where}: {unknown} stand nowhere in openapi.json"
        for key, part in (known or {}).items():
            if key in value:
                found = self.differs(value[key], part, f"{where}.{key}")
                if found:
                    return found
        return None

    @staticmethod
    def is_kind(value, kind):
        if kind in ("integer", "number"):
            whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
            return not isinstance(value, bool) and (whole or (kind == "number" and isinstance(value, float)))
        return isinstance(value, TYPES[kind])
