/**
 * What is loaded when the chat is opened.
 * @module
 */
export { createChat } from "#chat/create-chat.ts";
export { createMemoryStorage } from "#chat/storage/key-value-storage.ts";
export { mountApp } from "#element/mount-app.tsx";
export { browserLocale } from "#i18n/locale.ts";
