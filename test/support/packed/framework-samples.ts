/**
 * `<causerie-chat>` in the templates of frameworks: a sample that compiles, and one whose every line after the first
 * is a mistake.
 */
export type Samples = { good: string; bad: string };

const badTags = [
  '<causerie-chat mode="inlin" />',
  '<causerie-chat headng="Ask" />',
  "<causerie-chat endpoint={1} />",
  "<causerie-chat oncauserie-open={(event: MouseEvent) => event} />",
];

const badJsx = (tags: readonly string[]): string =>
  ['import "@causerie/widget/element";', ...tags.map((tag, at) => `export const bad${at} = ${tag};`)].join("\n");

export const react19: Samples = {
  good: `import "@causerie/widget/element";
import type { ChatElement } from "@causerie/widget/element";
import { useRef } from "react";

export function Help({ open }: { open: boolean }) {
  const chat = useRef<ChatElement>(null);
  return (
    <causerie-chat
      ref={chat}
      key="help"
      className="help"
      endpoint="/web"
      mode="inline"
      theme="dark"
      open={open}
      feedback
      strings={{ send: "Go" }}
      renderers={{ seat: (element) => element.remove() }}
      oncauserie-message={({ detail }) => console.log(detail.entry.key)}
      onClick={() => chat.current?.open()}
    >
      <b slot="header">Ask</b>
    </causerie-chat>
  );
}
`,
  bad: badJsx(badTags),
};

/** Attributes only: a listener or an object would never arrive, and \`false\` would be a word. */
export const react18: Samples = {
  good: `import "@causerie/widget/element";
import type { ChatElement } from "@causerie/widget/element";
import { useRef } from "react";

export function Help() {
  const chat = useRef<ChatElement>(null);
  return (
    <causerie-chat ref={chat} class="help" endpoint="/web" mode="inline" open="" onClick={() => chat.current?.open()}>
      <b slot="header">Ask</b>
    </causerie-chat>
  );
}
`,
  bad: badJsx([...badTags.slice(0, 3), "<causerie-chat open={false} />", '<causerie-chat strings={{ send: "Go" }} />']),
};

export const preact: Samples = {
  good: `import "@causerie/widget/element";

export const Help = ({ open }: { open: boolean }) => (
  <causerie-chat
    key="help"
    class="help"
    endpoint="/web"
    mode="inline"
    open={open}
    oncauserie-message={({ detail }) => console.log(detail.entry.key)}
    onClick={({ currentTarget }) => currentTarget.open()}
  >
    <b slot="header">Ask</b>
  </causerie-chat>
);
`,
  bad: badJsx(badTags),
};

export const vue: Samples = {
  good: `<script setup lang="ts">
import "@causerie/widget/element";
import type { ChatElement } from "@causerie/widget/element";
import { ref } from "vue";
const chat = ref<ChatElement>();
const isOpen = ref(false);
</script>
<template>
  <causerie-chat
    ref="chat"
    class="help"
    endpoint="/web"
    mode="inline"
    :open="isOpen"
    feedback
    :strings="{ send: 'Go' }"
    @causerie-open="isOpen = true"
    @causerie-message="({ detail }) => detail.entry.key"
    @click="chat?.open()"
  />
</template>
`,
  bad: `<script setup lang="ts">import "@causerie/widget/element";</script><template>
<causerie-chat mode="inlin" />
<causerie-chat headng="Ask" />
<causerie-chat :endpoint="1" />
<causerie-chat @causerie-open="(event: MouseEvent) => event" />
</template>
`,
};

export const svelte: Samples = {
  good: `<script lang="ts">
  import "@causerie/widget/element";
  import type { ChatElement } from "@causerie/widget/element";
  let chat: ChatElement | undefined = $state();
  let open = $state(false);
</script>
<button onclick={() => chat?.open()}>Ask</button>
<causerie-chat
  bind:this={chat}
  class="help"
  endpoint="/web"
  mode="inline"
  {open}
  feedback
  strings={{ send: "Go" }}
  oncauserie-open={() => (open = true)}
  oncauserie-message={({ detail }) => detail.entry.key}
>
  <b slot="header">Ask</b>
</causerie-chat>
`,
  bad: `<script lang="ts">import "@causerie/widget/element";</script>
<causerie-chat mode="inlin"></causerie-chat>
<causerie-chat headng="Ask"></causerie-chat>
<causerie-chat endpoint={1}></causerie-chat>
<causerie-chat oncauserie-open={(event: MouseEvent) => event}></causerie-chat>
`,
};

/** No framework at all. */
export const plain: Samples = {
  good: `import "@causerie/widget/element";

const chat = document.querySelector("causerie-chat");
chat?.open();
if (chat !== null) chat.open = true;
chat?.addEventListener("causerie-message", ({ detail }) => console.log(detail.entry.key));
`,
  bad: `import "@causerie/widget/element";
document.querySelector("causerie-chat")?.opne();
document.querySelector("causerie-chat")?.send(1);
document.addEventListener("causerie-unread", ({ detail }) => detail.cuont);
`,
};

/** Attributes are words to its compiler; events and the methods of the element have types. */
export const angular: Samples = {
  good: `import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import "@causerie/widget/element";

@Component({
  selector: "app-help",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
    <button (click)="chat.open()">Help</button>
    <causerie-chat #chat endpoint="/web" mode="inline" [strings]="{ send: 'Go' }" (causerie-unread)="unread.set($event.detail.count)" />
  \`,
})
export class Help {
  readonly unread = signal(0);
}
`,
  bad: `import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import "@causerie/widget/element";
@Component({
  selector: "app-help",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
    <causerie-chat
      #chat
      (causerie-unread)="unread.set($event.detail.number)"
      (causerie-sent)="unread.set($event.detail)"
      (click)="chat.opn()"
    />
  \`,
})
export class Help {
  readonly unread = signal(0);
}
`,
};
