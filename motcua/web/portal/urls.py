"""The citizen's portal: the catalogue, filing, one's own dossiers, look-up, survey."""

from django.urls import path

from motcua.web.portal.views import (
    appointments,
    dossiers,
    files,
    filing_check,
    filing_documents,
    filing_form,
    filing_start,
    lookup,
    procedures,
    queue,
    supplement,
    supplement_form,
    survey,
)

app_name = "portal"
urlpatterns = [
    path("", procedures.home, name="home"),
    path("help/", procedures.help_page, name="help"),
    path("procedures/", procedures.search, name="procedures"),
    path("procedures/<str:procedure>/", procedures.procedure, name="procedure"),
    path("filing/new/", filing_start.start, name="filing-start"),
    path("filing/<int:draft>/agency/", filing_start.agency, name="filing-agency"),
    path("filing/<int:draft>/applicant/", filing_form.applicant, name="filing-applicant"),
    path("filing/<int:draft>/form/<int:page>/", filing_form.form_page, name="filing-form"),
    path("filing/<int:draft>/documents/", filing_documents.documents, name="filing-documents"),
    path("filing/<int:draft>/files/<int:document>/", filing_documents.file, name="filing-file"),
    path("filing/<int:draft>/check/", filing_check.check, name="filing-check"),
    path("filing/<int:draft>/done/", filing_check.done, name="filing-done"),
    path("filing/<int:draft>/discard/", filing_start.discard, name="filing-discard"),
    path("me/dossiers/", dossiers.mine, name="dossiers"),
    path("dossiers/<str:ref>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:ref>/supplement/", supplement.supplement, name="dossier-supplement"),
    path(
        "dossiers/<str:ref>/supplement/form/<int:page>/",
        supplement_form.form_page,
        name="dossier-supplement-form",
    ),
    path("dossiers/<str:ref>/write-letter/", dossiers.write, name="dossier-write-letter"),
    path("dossiers/<str:ref>/withdraw/", dossiers.withdraw, name="dossier-withdraw"),
    path("files/<int:document>/", files.document, name="file"),
    path("papers/<int:paper>/", files.paper, name="paper"),
    path("lookup/", lookup.lookup, name="lookup"),
    path("lookup/<str:ref>/", lookup.lookup_dossier, name="lookup-dossier"),
    path("queue/<str:code>/", queue.take, name="queue"),
    path("queue/tickets/<str:ticket>/", queue.ticket, name="queue-ticket"),
    path("queue/<str:code>/appointments/", appointments.book, name="appointments"),
    path("queue/appointments/<str:ticket>/", appointments.appointment, name="appointment"),
    path("survey/", survey.survey, name="survey"),
    path("survey/<str:ticket>/", survey.slip, name="survey-slip"),
]
