const place = document.getElementById("swagger-ui");
window.SwaggerUIBundle({ url: place.dataset.openapi, domNode: place, validatorUrl: null, supportedSubmitMethods: ["get"] });
