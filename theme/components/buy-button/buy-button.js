// @ts-check
// The article read last is kept while its reader looks around: on pages that are no article's,
// Buy links tell the checkout of it. Storage may be forbidden: then they speak of the shop.
try {
  const { ref } = document.body.dataset;
  if (ref) sessionStorage.setItem("wenpu-ref", ref);
  const last = sessionStorage.getItem("wenpu-ref") ?? "", ours = "client_reference_id=shop_";
  if (!ref && /^[a-z\d-]+$/i.test(last))
    for (const link of document.links)
      if (link.href.includes(ours)) link.href = link.href.replace(ours, `client_reference_id=${last}_`);
} catch { /* Nothing is kept. */ }
