"""The volunteers' tablet: its page, its service worker and the catalog that it carries while there is no network."""
