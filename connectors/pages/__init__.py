"""The public pages: /, /chat, /transactions, one page for each of them, sitemap.xml and robots.txt."""
