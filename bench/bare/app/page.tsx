/** An empty page: what Next and React themselves send to the browser. */
export default function Page() {
  return <main>bare</main>;
}
