import { expect, test } from "vitest";
import { encodeLink } from "#channel/message/link.ts";
import type { BotMessage, Button } from "#channel/message/message.ts";
import { createPayloads } from "#connectors/messenger/payload.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";
import { render } from "./render.ts";

const payloads = createPayloads(Buffer.alloc(32, 1));
const times = ["Mon-Fri (10:30AM-12:00PM)", "Mon-Fri (10:30AM-12:30PM)", "Sat (all day)"];
const button = (label: string): Button => ({ type: "postback", label, link: encodeLink("book", { label }) });
const send = (message: BotMessage) => render(message, payloads, () => "token").payloads as SendMessage[];
const apart = ["…(10:30AM-12:00PM)", "…(10:30AM-12:30PM)", "Sat (all day)"];
const whole = `• ${times[0]}\n• ${times[1]}`;

test("buttons that would read alike are told apart, and the text has their whole labels", () => {
  expect(send({ type: "text", text: "When?", buttons: times.map(button), quickReplies: [] })).toMatchObject([
    { attachment: { payload: { text: `When?\n\n${whole}`, buttons: apart.map((title) => ({ title })) } } },
  ]);
});

test("so are quick replies, the items of a list, and the buttons of a card", () => {
  const replies = times.map(button) as Extract<Button, { type: "postback" }>[];
  const titles = apart.map((title) => ({ title }));
  const text = `When?\n\n${whole}`;
  expect(send({ type: "text", text: "When?", buttons: [], quickReplies: replies })).toMatchObject([
    { text, quick_replies: titles },
  ]);
  expect(
    send({ type: "list", text: "When?", items: replies.map(({ label, link }) => ({ label, link })), quickReplies: [] }),
  ).toMatchObject([{ text, quick_replies: titles }]);
  expect(send({ type: "card", card: { title: "Tour", buttons: replies }, quickReplies: [] })).toMatchObject([
    { text: whole },
    { attachment: { payload: { elements: [{ title: "Tour", buttons: titles }] } } },
  ]);
});

test("a tap on such a button still says the whole label", () => {
  const [message] = send({ type: "text", text: "When?", buttons: times.slice(0, 2).map(button), quickReplies: [] });
  const attachment = message?.attachment;
  const first =
    attachment?.type === "template" && "buttons" in attachment.payload ? attachment.payload.buttons[0] : undefined;
  expect(first?.type === "postback" && payloads.read(first.payload)).toMatchObject({ type: "link", label: times[0] });
});

test("a number with its country is a button that calls; another number and a mail address are written out", () => {
  const url = (label: string, address: string): Button => ({ type: "url", label, url: address });
  const buttons = [
    url("Call us", "tel:+49-30-1234567"),
    url("Hotline", "tel:0800-1234;ext=5"),
    url("Write to us", "mailto:fares@shop.example?subject=Hi"),
  ];
  const rendered = render({ type: "text", text: "Reach us:", buttons, quickReplies: [] }, payloads, () => "token");
  expect(rendered.payloads).toMatchObject([
    {
      attachment: {
        payload: {
          text: "Reach us:\n\n• Hotline: 0800-1234\n• Write to us: fares@shop.example",
          buttons: [{ type: "phone_number", title: "Call us", payload: "+49301234567" }],
        },
      },
    },
  ]);
  expect(rendered.losses).toEqual([
    { rule: "address_refused", detail: "button 2" },
    { rule: "address_refused", detail: "button 3" },
  ]);
});
