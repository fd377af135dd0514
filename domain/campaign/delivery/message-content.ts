/** What a channel needs to say it; texts are Liquid, rendered at delivery. */
export type MessageContent =
  | { readonly channel: 'email'; readonly template: string; readonly subject: string }
  | { readonly channel: 'sms'; readonly text: string }
  | { readonly channel: 'push'; readonly title: string; readonly body: string; readonly link?: string }
  | {
      readonly channel: 'webhook';
      readonly destination: string;
      readonly body: unknown;
      readonly type?: string;
    }
  | { readonly channel: 'staff'; readonly role: string; readonly message: string; readonly venue?: string };
