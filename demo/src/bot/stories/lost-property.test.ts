import { describe, expect, test } from "vitest";
import { lostProperty } from "#bot/contracts.ts";
import { channels, talk } from "#bot/test-visitors.ts";

describe.each(channels)("on %s", (channel) => {
  test("lost property: what, where and when, then the report is read back and sent", async () => {
    const ada = talk({ channel });
    expect((await ada.say("I lost something")).texts[0]).toContain("What did you lose?");
    expect((await ada.say("a blue umbrella")).texts).toEqual(["“a blue umbrella”, noted. Where did you last have it?"]);
    expect((await ada.say("somewhere")).texts[0]).toMatch(/^I do not know that place/);
    expect((await ada.say("at montaubrel, I think")).texts).toEqual(["And when was that?"]);
    expect((await ada.tap("Yesterday")).texts[0]).toContain(
      "- What: a blue umbrella\n- Where: Montaubrel\n- When: Yesterday",
    );
    expect((await ada.tap("Yes, send it")).texts[0]).toMatch(
      /Your report is \*\*LP-[0-9A-F]{6}\*\*.*Port-Clément within 2 days/,
    );
  });

  test("lost property: a look at the hours in between loses nothing, and the report can be begun anew", async () => {
    const zoe = talk({ channel, locale: "fr" });
    await zoe.say("j'ai perdu quelque chose");
    await zoe.say("un parapluie");
    expect((await zoe.say("guichets")).texts[1]).toBe("On reprend votre déclaration\u202F?");
    expect((await zoe.tap("Oui, on continue")).texts[0]).toMatch(/^«\u00A0un parapluie\u00A0», c'est noté/);
    expect((await zoe.tap("Dans le train")).texts).toEqual(["Et quand était-ce\u00A0?"]);
    expect((await zoe.say("ce matin")).texts[0]).toContain(
      "- Quoi\u00A0: un parapluie\n- Où\u00A0: Dans le train\n- Quand\u00A0: ce matin",
    );
    await zoe.say("tarifs");
    expect((await zoe.tap("Oui, on continue")).texts[0]).toContain("un parapluie");
    expect((await zoe.tap("Recommencer")).texts[0]).toContain("Qu'avez-vous perdu");
    expect((await zoe.say("un chapeau")).texts[0]).toMatch(/^«\u00A0un chapeau\u00A0»/);
  });

  test("lost property: the summary is corrected by naming a place, left by no, and sent by yes; a report is one also after a crash", async () => {
    const ada = talk({ channel, crashes: 1 });
    const complete = lostProperty.link({ item: "a hat", place: "train", day: "Monday" });
    await ada.follow(complete);
    expect((await ada.say("no, at Brécy")).texts[0]).toContain("- Where: Brécy-le-Pont");
    expect((await ada.say("hm")).texts[0]).toContain("- What: a hat");
    expect((await ada.say("no")).texts[0]).toContain("What did you lose?");
    await ada.follow(complete);
    expect((await ada.say("yes please")).texts[0]).toContain("Your report is");
  });

  test("lost property: is left by words, corrected while another question is asked, and gone back in", async () => {
    const ada = talk({ channel });
    await ada.say("lost property");
    await ada.say("a hat");
    await ada.say("train");
    expect((await ada.say("no, at Brécy")).texts).toEqual(["And when was that?"]);
    expect((await ada.say("what did I say so far?")).texts[0]).toContain("- Item: a hat");
    expect((await ada.say("go back")).texts[0]).toContain("Where did you last have it?");
    await ada.say("Montaubrel");
    expect((await ada.say("Monday")).texts[0]).toContain("- Where: Montaubrel");
    expect((await ada.say("forget it")).texts).toEqual(["All right, your report is cancelled."]);
    expect((await ada.state()).current?.story).not.toBe("lost-property");

    const zoe = talk({ channel, locale: "fr" });
    await zoe.say("objets trouvés");
    expect((await zoe.say("laissez tomber")).texts).toEqual(["D'accord, j'abandonne votre déclaration."]);
  });

  test("lost property: the form leads to the same summary, and a channel without forms to the questions", async () => {
    const ada = talk({ channel });
    await ada.say("lost property");
    const { messages, labels } = await ada.tap("Fill in a form");
    expect(messages).toMatchObject([{ type: "form", fields: [{ name: "item" }, { name: "place" }, { name: "day" }] }]);
    expect(labels).toEqual([channel === "messenger" ? "Ask me" : "Go on"]);
    // A form sends its link with the fields.
    const summary = await ada.follow("lost-property?item=a+hat&place=brecy&day=Monday");
    expect(summary.texts[0]).toContain("- What: a hat\n- Where: Brécy-le-Pont\n- When: Monday");

    const zoe = talk({ channel });
    await zoe.say("lost property");
    await zoe.tap("Fill in a form");
    expect((await zoe.tap(channel === "messenger" ? "Ask me" : "Go on")).texts[0]).toContain("What did you lose?");
  });

  test("lost property: an old button of a report that is no longer known begins a new one", async () => {
    expect((await talk({ channel }).follow(lostProperty.step("send"))).texts[0]).toContain("What did you lose?");
  });

  test("lost property: a yes that comes too early loses nothing", async () => {
    const ada = talk({ channel });
    await ada.say("lost property");
    await ada.say("a hat");
    expect((await ada.say("yes")).texts[0]).toMatch(/^I do not know that place/);
    await ada.say("at the harbour");
    expect((await ada.say("Monday")).texts[0]).toContain("- What: a hat\n- Where: Port-Clément\n- When: Monday");
  });
});
