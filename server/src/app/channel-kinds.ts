import type { ChannelKind } from "#channel/channel-kind.ts";
import { alexaKind } from "#connectors/alexa/kind/alexa-kind.ts";
import { alloMediaKind } from "#connectors/allo-media/kind/allo-media-kind.ts";
import { appleMessagesKind } from "#connectors/apple-messages/kind/apple-messages-kind.ts";
import { googleChatKind } from "#connectors/google-chat/kind/google-chat-kind.ts";
import { jambonzKind } from "#connectors/jambonz/kind/jambonz-kind.ts";
import { mattermostKind } from "#connectors/mattermost/kind/mattermost-kind.ts";
import { messengerKind } from "#connectors/messenger/kind/messenger-kind.ts";
import { openaiKind } from "#connectors/openai/kind/openai-kind.ts";
import { rocketChatKind } from "#connectors/rocketchat/kind/rocketchat-kind.ts";
import { slackKind } from "#connectors/slack/kind/slack-kind.ts";
import { teamsKind } from "#connectors/teams/kind/teams-kind.ts";
import { twilioVoiceKind } from "#connectors/twilio-voice/kind/twilio-voice-kind.ts";
import { webKind } from "#connectors/web/web-kind.ts";
import { whatsappKind } from "#connectors/whatsapp/kind/whatsapp-kind.ts";
import { xKind } from "#connectors/x/kind/x-kind.ts";

/**
 * What can be made at the desk: our own kinds, and those of the configuration. Of two kinds of one channel the later one counts: what the
 * configuration says of Messenger is about all pages.
 */
export function allChannelKinds(configured: readonly ChannelKind[]): readonly ChannelKind[] {
  const ownServers = [mattermostKind({ serverUrl: undefined }), rocketChatKind({ serverUrl: undefined })];
  const voice = [alexaKind, twilioVoiceKind, jambonzKind, alloMediaKind];
  return [
    webKind,
    messengerKind(),
    whatsappKind(),
    slackKind,
    teamsKind,
    googleChatKind,
    ...ownServers,
    ...voice,
    openaiKind,
    xKind,
    appleMessagesKind,
    ...configured,
  ];
}
