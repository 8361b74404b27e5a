/** The bar of the demo is wider than a phone: the tab of this page is brought into view. */
const tab = document.querySelector<HTMLElement>('.demo-bar [aria-current="page"]');
const bar = tab?.closest<HTMLElement>(".wrap");

// Not `scrollIntoView`, which could move the page as well.
if (tab && bar) bar.scrollLeft += tab.getBoundingClientRect().right - bar.getBoundingClientRect().right + 48;
