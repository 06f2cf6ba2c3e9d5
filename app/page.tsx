export default function Home() {
  return <main className="text-ink">Aloud</main>;
}
