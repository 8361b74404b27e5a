import { allChannelKinds } from "@causerie/server/app/channel-kinds.ts";
import { expect, test } from "vitest";
import { channelsTable, lossesTable } from "#support/docs/channels-table.ts";
import { expectTables } from "#support/docs/marked-tables.ts";
import { channelsOfText, channelsOfVoice, everyChannel } from "#support/every-channel.ts";

test("docs/what-channels-show.md says how each channel shows each kind of message (CAUSERIE_UPDATE_DOCS=1 writes it)", () => {
  expectTables("what-channels-show.md", {
    read: channelsTable(channelsOfText),
    said: channelsTable(channelsOfVoice),
    losses: lossesTable(),
  });
});

test("every kind of channel has its column", () => {
  const listed = everyChannel.map(({ definition }) => definition.channel);
  const kinds = allChannelKinds([]).map(({ channel }) => channel);
  expect(listed.toSorted()).toEqual(kinds.toSorted());
});
