"""How are the pages of belonging addressed and read?"""

from django.urls import reverse

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}'\"&"
LITERAL = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}"


def url(name, *args):
    return reverse(f"memberships:{name}", args=args)


def text_of(response):
    return response.content.decode()
