import { describe, expect, test } from "vitest";
import { type Inline, linkify, parseInline } from "./inline.ts";

/** The texts of the links in a visitor's text. */
function linksIn(text: string): string[] {
  return linkify(text).flatMap((inline) => (inline.type === "link" ? [shownOf(inline)] : []));
}

function shownOf(inline: Inline): string {
  return "children" in inline ? inline.children.map(shownOf).join("") : inline.text;
}

describe("the test cases of linkify-it with a protocol or `www.`", () => {
  test.for([
    ["My http://example.com site", "http://example.com"],
    ["My http://example.com/ site", "http://example.com/"],
    ["http://example.com/foo_bar/"],
    ["http://example.com:8080"],
    ["http://example.com/?foo=bar"],
    ["http://example.com?foo=bar"],
    ["http://example.com/#foo=bar"],
    ["http://example.com#foo=bar"],
    ["http://a.in"],
    ["HTTP://GOOGLE.COM"],
    ["http://example.invalid"],
    ["http://inrgess2"],
    ["http://host-name"],
    [">>http://example.com", "http://example.com"],
    ["http://lyricstranslate.com/en/someone-you-നിന്നെ-പോലൊരാള്‍.html"],
    ["http://localhost:8000?", "http://localhost:8000"],
    ["My ssl https://example.com site", "https://example.com"],
    ["test.example@http://vk.com", "http://vk.com"],
    ["text:http://example.com/", "http://example.com/"],
    ["(Scoped http://example.com/foo_bar)", "http://example.com/foo_bar"],
    ["http://example.com/foo_bar_(wiki)"],
    ["http://foo.com/blah_blah_[other]"],
    ["http://foo.com/blah_blah_{I'm_king}"],
    ["http://foo.com/blah_blah_I'm_king"],
    ["http://www.kmart.com/bestway-10'-x-30inch-steel-pro-frame-pool/p-004W007538417001P"],
    ["[Scoped like http://example.com/foo_bar]", "http://example.com/foo_bar"],
    ["{Scoped like http://example.com/foo_bar}", "http://example.com/foo_bar"],
    ['"Quoted like http://example.com/foo_bar"', "http://example.com/foo_bar"],
    ["'Quoted like http://example.com/foo_bar'", "http://example.com/foo_bar"],
    ["http://example.com/foo_bar.jpg.", "http://example.com/foo_bar.jpg"],
    ["http://example.com/foo_bar/.", "http://example.com/foo_bar/"],
    ["http://example.com/foo_bar,", "http://example.com/foo_bar"],
    ["http://example.com/compare/360b13a7...f5807663"],
    ["http://example.com/foo_bar...", "http://example.com/foo_bar"],
    ["http://172.26.142.48/viewerjs/#../0529/slides.pdf"],
    ["http://example.com/foo_bar?p=10.", "http://example.com/foo_bar?p=10"],
    ["https://www.google.ru/maps/@59.9393895,30.3165389,15z?hl=ru"],
    ["https://www.google.com/maps/place/New+York,+NY,+USA/@40.7,-73.9,11z/data=!4m2!3m1!1s0x89:0xc8?hl=en"],
    ["https://www.google.com/analytics/web/?hl=ru&pli=1#report/visitors-overview/a26895874w20458057p96934174/"],
    ["http://business.timesonline.co.uk/article/0,,9065-2473189,00.html"],
    ["http://example.com/123!", "http://example.com/123"],
    ["http://example.com/foo--bar"],
    ["http://www.bloomberg.com/news/what-s-troubling-germany-inc-"],
    ["http://example.com/foo-with-trailing-dash-dot-.", "http://example.com/foo-with-trailing-dash-dot-"],
    ["<http://domain.com/foo>.", "http://domain.com/foo"],
    ["http://✪df.ws/123"],
    ["http://xn--df-oiy.ws/123"],
    ["http://www.bürgerentscheid-krankenhäuser.de"],
    ["http://bündnis-für-krankenhäuser.de/wp-content/uploads/2011/11/cropped-logohp.jpg"],
    ["http://ﻡﻮﻘﻋ.ﻭﺯﺍﺭﺓ-ﺍﻼﺘﺻﺍﻼﺗ.ﻢﺻﺭ/"],
    ["http://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/"],
    ["http://example.com/render?target=summarize(deriviative(app.numUsers),%221min%22)&title=New_Users"],
    ["http://example.com/foo-(with-nested-(parens)).", "http://example.com/foo-(with-nested-(parens))"],
    ["http://example.com/(foo) (bar)", "http://example.com/(foo)"],
    ["｜www.google.com/www.google.com/foo｜bar", "www.google.com/www.google.com/foo"],
    ["｜http://google.com｜bar", "http://google.com"],
  ])("%s", ([text = "", link = text]) => {
    expect(linksIn(text)).toEqual([link]);
  });

  test.for([
    "http://.example.com",
    "http://-example.com",
    "hppt://example.com",
    "http://",
    "http://..",
    "http://#",
    "http://??",
  ])("no link: %s", (text) => {
    expect(linkify(text)).toEqual([{ type: "text", text }]);
  });
});

describe("an address in a sentence of another script leads where it says", () => {
  test.for([
    ["请看https://www.example.com。谢谢", "https://www.example.com"],
    ["请看https://www.example.com，谢谢", "https://www.example.com"],
    ["请看https://www.example.com谢谢", "https://www.example.com"],
    ["见https://www.example.com/help页面", "https://www.example.com/help"],
    ["（https://www.example.com/a）", "https://www.example.com/a"],
    ["「https://www.example.com」です", "https://www.example.com"],
    ["【https://www.example.com/a】", "https://www.example.com/a"],
    ["《https://www.example.com/a》、", "https://www.example.com/a"],
    ["https://www.example.comから", "https://www.example.com"],
    ["https://example.com和https://example.org", "https://example.com", "https://example.org"],
    ["https://www.example.com에서 보세요", "https://www.example.com"],
    ["https://www.example.com/help에서 보세요", "https://www.example.com/help"],
    ["http://localhost:8000에서", "http://localhost:8000"],
    ["انظر https://www.example.com، ثم", "https://www.example.com"],
    ["هل رأيت https://www.example.com/a؟", "https://www.example.com/a"],
    ["https://www.example.com/a؛", "https://www.example.com/a"],
    ["देखें https://www.example.com। धन्यवाद", "https://www.example.com"],
    ["https://www.example.comपर", "https://www.example.com"],
    ["ดูhttps://www.example.comนะ", "https://www.example.com"],
    ["Siehe „https://www.example.com/a“.", "https://www.example.com/a"],
    ["Voir « https://www.example.com/a » …", "https://www.example.com/a"],
    ["https://www.example.com/a…", "https://www.example.com/a"],
    ["https://www.example.com😀", "https://www.example.com"],
    ["https://www.example.com/a\u200b", "https://www.example.com/a"],
    ["https://www.example.com/a\u202egnp.exe", "https://www.example.com/a"],
  ])("%s", ([text = "", ...links]) => {
    expect(linksIn(text)).toEqual(links);
  });

  test.for([
    "https://ja.wikipedia.org/wiki/日本語",
    "https://hi.wikipedia.org/wiki/हिन्दी",
    "https://ar.wikipedia.org/wiki/لغة_عربية",
    "https://fr.wikipedia.org/wiki/Élysée",
    "https://例え.テスト/あ",
    "https://президент.рф/",
    "https://münchen.de/straße?ort=köln",
    "https://en.wikipedia.org/wiki/A_(b_(c))",
    "https://a.example/trailing_",
  ])("whole: %s", (text) => {
    expect(linksIn(`${text} .`)).toEqual([text]);
    expect(linksIn(`(${text})`)).toEqual([text]);
  });
});

test("a host that may imitate another one is shown with its real name, for both sides", () => {
  for (const [text, real] of [
    ["https://раypal.com/login", "xn--ypal-43d9g.com"],
    ["https://аррӏе.com", "xn--80ak6aa92e.com"],
    ["www.gооgle.com", "www.xn--ggle-55da.com"],
    ["https://paypal.com@evil.example/", "evil.example"],
    ["http://user:pass@example.com:8080", "example.com:8080"],
  ] as const) {
    expect(linksIn(text)).toEqual([`${text} (${real})`]);
    expect(parseInline(text)).toEqual(linkify(text));
  }
  expect(linksIn("https://xn--80ak6aa92e.com")).toEqual(["https://xn--80ak6aa92e.com"]);
});

test("an address without its protocol never leads into the site of the host", () => {
  const link = (text: string): Inline | undefined => parseInline(text)[0];
  expect(link("[x](www.example.com/a)")).toMatchObject({ href: "https://www.example.com/a" });
  expect(link("www.example.com.")).toMatchObject({ href: "https://www.example.com" });
  for (const text of ["www", "www.", "www.x", "awww.example.com", "me@www.example.com"])
    expect(linksIn(text)).toEqual([]);
});

test("the brackets around a whole address are marks of the bot, and signs of the visitor", () => {
  for (const address of ["https://a.example/x.", "mailto:a@b.example", "tel:+49301234"])
    expect(parseInline(`see <${address}>!`)).toEqual([
      { type: "text", text: "see " },
      { type: "link", href: address, children: [{ type: "text", text: address }] },
      { type: "text", text: "!" },
    ]);
  expect(parseInline("1 < 2, <b>, <javascript:alert(1)>")).toEqual([
    { type: "text", text: "1 < 2, <b>, <javascript:alert(1)>" },
  ]);
  expect(linkify("<https://a.example>").map(shownOf).join("")).toBe("<https://a.example>");
});

test("the address of a named link may contain brackets in brackets, and its title is shown", () => {
  expect(parseInline('[w](https://a.example/A_(b_(c))) and [x](<https://a.example/y> "Fares")')).toEqual([
    { type: "link", href: "https://a.example/A_(b_(c))", children: [{ type: "text", text: "w" }] },
    { type: "text", text: " and " },
    {
      type: "link",
      href: "https://a.example/y",
      children: [
        { type: "text", text: "x" },
        { type: "text", text: " (Fares)" },
      ],
    },
  ]);
});
