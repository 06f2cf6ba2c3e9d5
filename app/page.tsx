import { ConversationScreen } from "#components/conversation/conversation-screen.tsx";

/** A conversation that begins with its first message. */
export default function NewConversationPage() {
  return <ConversationScreen detail={null} />;
}
