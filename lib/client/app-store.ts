/** Owns: what all parts of the page share, made once per page load. Knows no React. */
import type { CatalogOfViewer } from "#lib/connections/models-of-viewer.ts";
import type { ConversationDetail, ConversationPage } from "#lib/conversations/conversation.ts";
import type { Effort } from "#lib/core/effort.ts";
import type { Preferences } from "#lib/core/preferences.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type Api, createApi } from "./api.ts";
import { asApiError } from "./api-error.ts";
import { type Call, createCall } from "./call.ts";
import { type CatalogStore, createCatalogStore } from "./catalog-store.ts";
import { type Choice, chooseModel, firstKnown } from "./choose-model.ts";
import { type ConversationList, createConversationList } from "./conversation-list.ts";
import { createSession, type Session } from "./conversation-session.ts";
import { createDrafts } from "./drafts.ts";
import { toggleFavourite } from "./favourites.ts";
import { browserFrame, createPacer } from "./frame-pacer.ts";
import { alarmOf, milestoneOf } from "./milestones.ts";
import { createNeighbours } from "./neighbours.ts";
import { createNotices, type Notices } from "./notices.ts";
import { createObservable, type Observable } from "./observable.ts";
import { createPreferencesStore, type PreferencesStore } from "./preferences-store.ts";
import { createRunStore, type RunStore } from "./run-store.ts";
import { createServerClock, type ServerClock } from "./server-clock.ts";
import { createSettingsApi } from "./settings-api.ts";
import { createSettingsStore, type SettingsStore } from "./settings-store.ts";
import { createSoon } from "./soon.ts";
import { browserSurroundings } from "./surroundings.ts";
import { createToolless } from "./toolless.ts";
import { watchList } from "./watch-list.ts";
import { watchRun } from "./watch-run.ts";

/** What the server knows when it renders the page. */
export interface AppStart {
  now: number;
  /** Of the server, in minutes; the browser's own takes over after the first paint. */
  utcOffset: number;
  preferences: Preferences;
  catalog: CatalogOfViewer;
  settings: Settings;
  conversations: ConversationPage;
}

export type Overlay = "list" | "panel" | null;

/** A key that was made on this page and not yet put away. It is nowhere else. */
export interface MadeKey {
  id: string;
  name: string;
  key: string;
}

export interface AppStore {
  readonly start: AppStart;
  readonly api: Api;
  /** For what `api` has no word for. */
  readonly call: Call;
  readonly clock: ServerClock;
  readonly runs: RunStore;
  readonly list: ConversationList;
  readonly archive: ConversationList;
  readonly preferences: PreferencesStore;
  readonly catalog: CatalogStore;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  /** What lies over the thread where the window is too narrow for columns. */
  readonly overlay: Observable<Overlay>;
  /** The address to come back to from the settings. */
  readonly place: Observable<string>;
  readonly madeKey: Observable<MadeKey | null>;
  /** The last milestone, for screen readers. */
  readonly announcement: Observable<string>;
  /** What they are told at once: a tool waits for the person. */
  readonly alarm: Observable<string>;
  choiceFor(modelId: string | null, effort: Effort | null): Choice;
  /** Keeps the list true to what happens elsewhere, until the signal aborts. */
  followList(signal: AbortSignal): Promise<void>;
  /** Marks the model as a favourite, or takes the mark away. */
  toggleFavourite(modelId: string): void;
  /** The conversation that does not exist yet. */
  freshSession(): Session;
  /** The conversation as this page knows it; made from `detail` when it does not. */
  openSession(id: string, detail: ConversationDetail | null): Session;
}

const stores = new WeakMap<AppStart, AppStore>();

/** The one store of a page. React may begin a page several times before it keeps one; they all share it. */
export function appStoreFor(start: AppStart): AppStore {
  const known = stores.get(start);
  if (known) return known;
  const store = createAppStore(start);
  stores.set(start, store);
  return store;
}

/** Several changes at once are one look at the list. */
const listGapMs = 150;

/** Twenty times a second is enough to read by; beside another window, ten. */
function publishGap(): number {
  return document.hasFocus() ? 50 : 100;
}

export function createAppStore(start: AppStart): AppStore {
  const clock = createServerClock(start.now);
  const onServerTime = (at: number) => clock.observe(at);
  const api = createApi({ onServerTime });
  const call = createCall({ onServerTime });
  const surroundings = browserSurroundings();
  const runs = createRunStore({
    watch: (runId, after, signal) => watchRun(runId, { after, signal, surroundings }),
    pace: (publish) => createPacer(publish, { nextFrame: browserFrame, now: () => performance.now(), gapMs: publishGap }),
    onServerTime,
  });
  const list = createConversationList(api, start.conversations);
  const archive = createConversationList(api, null, true);
  const preferences = createPreferencesStore(start.preferences);
  const settingsApi = createSettingsApi(call);
  const catalog = createCatalogStore(settingsApi, start.catalog);
  const settings = createSettingsStore(settingsApi, start.settings);
  const storage = typeof localStorage === "undefined" ? null : localStorage;
  const drafts = createDrafts(storage);
  const toolless = createToolless(storage);
  const notices = createNotices();
  const neighbours = createNeighbours();
  const announcement = createObservable("");
  const alarm = createObservable("");
  const sessions = new Map<string, Session>();
  let fresh: Session | null = null;

  /** What was chosen here, else what is fixed for new conversations, else what was chosen last anywhere, else the first there is. */
  const choiceFor = (modelId: string | null, effort: Effort | null) => {
    const known = catalog.get();
    const { fixedModelId, fixedEffort } = settings.get();
    const last = preferences.get();
    const wished = modelId ?? firstKnown(known, [fixedModelId, last.modelId]);
    return chooseModel(known, wished, effort ?? fixedEffort ?? last.effort);
  };

  const refreshListSoon = createSoon(() => list.refresh(), listGapMs);
  neighbours.onTold(() => surroundings.isAsleep() || refreshListSoon());
  runs.onChange((next, before) => {
    const milestone = milestoneOf(next, before);
    if (milestone) announcement.set(milestone);
    const urgent = alarmOf(next, before);
    if (urgent || isEnded(next.status)) alarm.set(urgent ?? "");
    if (isEnded(next.status) || before.seq === 0 || isOtherWait(next, before)) refreshListSoon();
  });

  const makeSession = (detail: ConversationDetail | null) => {
    return createSession(detail, {
      api,
      runs,
      drafts,
      toolless,
      now: () => clock.now(),
      newRequestId: randomId,
      choice: (state) => choiceFor(state.modelId, state.effort),
      onAsked(asked, isFirst) {
        const { conversationId } = asked.get();
        if (conversationId && isFirst) sessions.set(conversationId, asked);
        neighbours.tell();
        refreshListSoon();
      },
      onError: (error) => notices.show({ message: error.message, detail: error.suggestion }),
    });
  };

  return {
    start,
    api,
    call,
    clock,
    runs,
    list,
    archive,
    preferences,
    catalog,
    settings,
    notices,
    overlay: createObservable<Overlay>(null),
    place: createObservable("/"),
    madeKey: createObservable<MadeKey | null>(null),
    announcement,
    alarm,
    choiceFor,
    async followList(signal) {
      for await (const _changed of watchList({ signal, surroundings })) {
        neighbours.tell();
        refreshListSoon();
      }
    },
    toggleFavourite(modelId) {
      const favouriteModelIds = toggleFavourite(settings.get().favouriteModelIds, modelId);
      settings.change({ favouriteModelIds }).catch((error) => {
        const { message, suggestion } = asApiError(error);
        notices.show({ message, detail: suggestion });
      });
    },
    freshSession() {
      if (fresh === null || fresh.get().conversationId !== null) fresh = makeSession(null);
      return fresh;
    },
    openSession(id, detail) {
      const known = sessions.get(id);
      if (known) return known;
      const session = makeSession(detail);
      sessions.set(id, session);
      return session;
    },
  };
}

/** It began or ceased to wait for a person. */
function isOtherWait(next: View, before: View): boolean {
  return (next.status === "waiting") !== (before.status === "waiting");
}

/** Works where `crypto.randomUUID` does not: on pages that came over plain HTTP from another machine. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
