export type Fields = Record<string, unknown>;

/** What somebody reads of a message. */
export function summaryOf({ body, richLinkData, interactiveData }: Fields): string {
  if (typeof body === "string") return body;
  if (richLinkData !== undefined) return `[${String((richLinkData as Fields)["title"])}]`;
  return choicesIn({ interactiveData })
    .map(({ title }) => title)
    .join(" | ");
}

/** What can be chosen in an interactive message. */
export function choicesIn({
  interactiveData,
}: Fields): { identifier: string; title: string; [field: string]: unknown }[] {
  type Item = { identifier: string; title: string };
  const data = ((interactiveData as Fields | undefined)?.["data"] ?? {}) as {
    "quick-reply"?: { items: Item[] };
    listPicker?: { sections: { items: Item[] }[] };
    event?: { timeslots: (Item & { startTime: string })[] };
  };
  return [
    ...(data["quick-reply"]?.items ?? []),
    ...(data.listPicker?.sections.flatMap(({ items }) => items) ?? []),
    ...(data.event?.timeslots.map((slot) => ({ ...slot, title: slot.startTime })) ?? []),
  ];
}

/** What a device answers when somebody has chosen `title` in a message. */
export function answerTo(message: Fields, title: string): Fields {
  const { data } = message["interactiveData"] as { data: Fields };
  const chosen = choicesIn(message).find((each) => each.title === title);
  if (chosen === undefined) throw new Error("there is no such choice");
  const { title: _title, ...slot } = chosen;
  const { requestIdentifier, version } = data;
  const about = { requestIdentifier, version };
  const quick = data["quick-reply"] as { items: Fields[] } | undefined;
  if (quick !== undefined) {
    const selectedIndex = quick.items.findIndex(({ identifier }) => identifier === chosen.identifier);
    return interactiveAnswer({ ...about, "quick-reply": { ...quick, selectedIndex } });
  }
  if (data["event"] !== undefined)
    return interactiveAnswer({
      ...about,
      event: { identifier: "1", timeslots: [slot] },
      replyMessage: { title: "31 January" },
    });
  const sections = [{ title: "Selected", order: 0, items: [chosen] }];
  return interactiveAnswer({ ...about, listPicker: { sections }, replyMessage: { title } });
}

export function interactiveAnswer(data: Fields): Fields {
  return { type: "interactive", interactiveData: { bid: "com.apple.messages.business", data } };
}
