import {
  Card,
  ChatInput,
  Container,
  Conversation,
  createTheme,
  Image,
  Loader,
  MessageBot,
  type MessageData,
  MessageUser,
  QuickReplyList,
  ThemeProvider,
  TockContext,
  useTock,
} from "@causerie/widget/compat";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";

/** A page in the style of the kit's documentation: an interface of its own, from the kit's parts. */
declare const endpoint: string;

function Help(): ReactNode {
  const { messages, quickReplies, loading, error, sendMessage, sendAction, sendQuickReply, clearMessages } =
    useTock(endpoint);
  return (
    <Container data-testid="own">
      <Conversation
        messages={messages}
        messageDelay={0}
        loading={loading}
        error={error}
        quickReplies={quickReplies}
        onAction={(button) => void sendAction(button)}
        onQuickReplyClick={(button) => void sendQuickReply(button)}
      />
      <ChatInput
        onSubmit={(message) => void sendMessage(message)}
        clearMessages={clearMessages}
        accessibility={{ input: { sendButtonLabel: "Ask" } }}
      />
    </Container>
  );
}

const history: MessageData[] = [
  { type: "message", author: "user", message: "Where?" },
  { type: "message", author: "bot", message: "At <i>sea</i>", buttons: [{ label: "Map", payload: "map" }] },
];

function Gallery(): ReactNode {
  const [pressed, setPressed] = useState("nothing");
  const press = ({ label }: { label: string }): void => setPressed(label);
  const [, answer] = history;
  return (
    <section aria-label="Gallery">
      <MessageUser>Where?</MessageUser>
      {answer?.type === "message" && <MessageBot message={answer} onAction={press} />}
      <Card title="Pier 4" subTitle="At sea" buttons={[{ label: "Book", payload: "book" }]} onAction={press} />
      <Card title="Hidden" isHidden buttons={[{ label: "Never", payload: "never" }]} onAction={press} />
      <Image title="A pier" url="/pier.svg" />
      <QuickReplyList items={[{ label: "Yes", payload: "yes" }, { label: "No" }]} onItemClick={press} />
      <Loader />
      <output data-testid="pressed">{pressed}</output>
    </section>
  );
}

const root = document.getElementById("chat");
if (root !== null)
  createRoot(root).render(
    <TockContext endpoint={endpoint}>
      <ThemeProvider theme={createTheme()}>
        <Help />
        <Gallery />
      </ThemeProvider>
    </TockContext>,
  );
