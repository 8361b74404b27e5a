/** What a bot of the stand-in server says: messages as Tock's connector writes them, without what it adds to each. */
export type TockMessage = Readonly<Record<string, unknown>>;

/** The body of a request, as it came. */
export type TockRequest = {
  userId?: string;
  query?: string;
  payload?: string;
  ref?: string;
  locale?: string;
  feedback?: { actionId: string; vote: string | null };
  sourceWithContent?: boolean;
};

const file = { url: "/picture.svg", name: "picture.svg", type: "image", description: "A lighthouse" };

export const postback = (title: string, payload?: string): TockMessage => ({
  type: "postback",
  clazz: "postback_button",
  title,
  ...(payload !== undefined && { payload }),
  style: "primary",
});

export const quickReply = (title: string, more: TockMessage = {}): TockMessage => ({
  type: "quick_reply",
  clazz: "quick_reply",
  title,
  ...more,
  style: "primary",
});

export const webUrl = (title: string, url: string, more: TockMessage = {}): TockMessage => ({
  type: "web_url",
  clazz: "url_button",
  title,
  url,
  style: "primary",
  target: "_blank",
  ...more,
});

const card = (title: string, buttons: TockMessage[]): TockMessage => ({
  title,
  subTitle: `About ${title}`,
  file,
  buttons,
});

/** One message of each kind, by the sentence that asks for it. */
export const samples: Readonly<Record<string, TockMessage[]>> = {
  text: [{ text: "Hello, I am **Tock**" }],
  escaped: [{ text: "5 &lt; 6 &amp; 7 &#62; 6" }],
  bare: [{ text: "5 < 6, write to <name>" }],
  html: [
    {
      text: '<p>Opening hours</p><ul><li><b>Monday</b></li></ul><img src="x" onerror="window.hacked = true"><script>window.hacked = true</script><a href="javascript:window.hacked = true">bad</a> <a href="https://example.com/hours">All hours</a>',
      buttons: [postback("More", "hours?day=all")],
    },
  ],
  buttons: [
    {
      text: "Choose",
      buttons: [
        postback("With payload", "fare?from=A&to=B&_step=one"),
        postback("Without payload"),
        webUrl("Open page", "https://example.com/page"),
      ],
    },
  ],
  replies: [
    {
      text: "Which?",
      buttons: [
        quickReply("Payload", { payload: "pick?n=1" }),
        quickReply("Nlp", { nlpText: "I pick two" }),
        quickReply("Title"),
      ],
    },
  ],
  card: [{ card: card("Harbour", [postback("Details", "details"), webUrl("Map", "https://example.com/map")]) }],
  carousel: [
    {
      text: "Two of them",
      carousel: {
        cards: [
          card("North", [postback("Take north", "take?n=1")]),
          card("South", [postback("Take south", "take?n=2")]),
        ],
      },
      buttons: [postback("Neither", "none")],
    },
  ],
  image: [{ image: { file, title: "Our lighthouse" } }],
  file: [{ card: { title: "Timetable", file: { url: "/table.pdf", name: "table.pdf", type: "file" }, buttons: [] } }],
  widget: [{ widget: { type: "seat-map", data: { seat: 12 } } }],
  deeplink: [{ deepLink: { ref: "campaign-7" } }],
  footnotes: [
    {
      text: "It opens at nine [1]",
      footnotes: [
        { identifier: "1", title: "Rules", url: "https://example.com/rules", content: "Opens at nine." },
        { identifier: "2", title: "Rules", url: "https://example.com/rules", content: "Opens at nine." },
      ],
    },
  ],
  popup: [
    {
      text: "A form",
      buttons: [
        webUrl("Popup", "/popup", { windowFeatures: "width=400,height=500" }),
        webUrl("Same window", "/same", { target: "_self" }),
      ],
    },
  ],
  null: [{ text: null, buttons: null, card: null }],
  nothing: [],
  two: [{ text: "one" }, { text: "two" }],
};

/** Says what the sentence asks for, and else repeats it. */
export function sampleAnswer({ query, payload, ref, feedback }: TockRequest): readonly TockMessage[] {
  if (query !== undefined)
    return Object.hasOwn(samples, query) ? (samples[query] ?? []) : [{ text: `You said ${query}` }];
  if (feedback !== undefined) return [];
  if (payload !== undefined) return [{ text: `Payload ${payload}` }];
  return ref === undefined ? [] : [{ text: `Referred by ${ref}` }];
}
