// A picture opens large where it stands; without this, its link leads to the file.
document.addEventListener("click", (event) => {
  const opener = event.target.closest(".gallery img");
  if (opener?.requestFullscreen) opener.requestFullscreen();
});
