"""The public pages of the catalog: /transactions, one page for each of them, sitemap.xml and robots.txt."""
