/** Fields of both subscriptions, the app's and the page's, that the connector acts on. */
export const subscribedFields = [
  "messages",
  "messaging_postbacks",
  "messaging_referrals",
  "message_echoes",
  "messaging_optins",
  "messaging_handovers",
  "messaging_policy_enforcement",
  "standby",
];

/** Left to the operator, because `response_feedback` puts thumbs under each of the bot's messages. */
export const optionalFields = [
  "response_feedback",
  "messaging_feedback",
  "message_reactions",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "messaging_account_linking",
  "send_cart",
];
