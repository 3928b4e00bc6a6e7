"""The officer's desk: the queue, a dossier, and one address for each verb."""

from django.urls import path

from motcua.web.desk.views import (
    acts,
    batches,
    counters,
    dossiers,
    exports,
    files,
    intake,
    lateness,
    papers,
    queue,
    reading,
    register,
    supplement,
    undo,
)

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("walk/", queue.walk, name="walk"),
    path("batches/", batches.mine, name="batches"),
    path("batches/review/", batches.review, name="batch-review"),
    path("batches/start/", batches.start, name="batch-start"),
    path("batches/<int:number>/", batches.batch, name="batch"),
    path("batches/<int:number>/papers/", batches.papers, name="batch-papers"),
    path("batches/<int:number>/retry/", batches.retry, name="batch-retry"),
    path("lateness/", lateness.lateness, name="lateness"),
    path("register/", register.register, name="register"),
    path("register/export/", exports.start, name="register-export"),
    path("exports/", exports.mine, name="exports"),
    path("exports/<int:number>/file/", exports.file, name="export-file"),
    path("exports/<int:number>/cancel/", exports.cancel, name="export-cancel"),
    path("counters/", counters.counters, name="counters"),
    path("counters/<str:code>/set/", counters.configure, name="counter-set"),
    *(
        path(f"counters/<int:counter>/{act}/", view, name=f"counter-{act}")
        for act, view in counters.ACTS.items()
    ),
    path("intake/", intake.choose, name="intake"),
    path("intake/<str:code>/<str:procedure>/", intake.take_in, name="intake-procedure"),
    path("dossiers/<str:ref>/", dossiers.dossier, name="dossier"),
    path("dossiers/<str:ref>/reading/", reading.side_by_side, name="dossier-reading"),
    path("dossiers/<str:ref>/undo/", undo.undo, name="dossier-undo"),
    path("dossiers/<str:ref>/receive/", acts.receive, name="dossier-receive"),
    path("dossiers/<str:ref>/decline/", acts.decline, name="dossier-decline"),
    path("dossiers/<str:ref>/request-supplement/", supplement.request, name="dossier-request-supplement"),
    path("dossiers/<str:ref>/propose-supplement/", supplement.propose, name="dossier-propose-supplement"),
    path("dossiers/<str:ref>/send-proposal/", supplement.send, name="dossier-send-proposal"),
    path("dossiers/<str:ref>/drop-proposal/", supplement.drop, name="dossier-drop-proposal"),
    path("dossiers/<str:ref>/tasks/<int:task>/complete/", acts.complete_step, name="dossier-complete-step"),
    path("dossiers/<str:ref>/tasks/<int:task>/send-back/", acts.send_back, name="dossier-send-back"),
    path("dossiers/<str:ref>/tasks/<int:task>/assign/", acts.assign, name="dossier-assign"),
    path("dossiers/<str:ref>/add-note/", acts.add_note, name="dossier-add-note"),
    path("dossiers/<str:ref>/release/", acts.release, name="dossier-release"),
    path("dossiers/<str:ref>/withdraw/", acts.withdraw, name="dossier-withdraw"),
    path("dossiers/<str:ref>/apologise/", lateness.apologise, name="dossier-apologise"),
    path("dossiers/<str:ref>/sign-extension/", lateness.sign_extension, name="dossier-sign-extension"),
    path("dossiers/<str:ref>/reappoint/", lateness.reappoint, name="dossier-reappoint"),
    path("dossiers/<str:ref>/pause/", acts.pause, name="dossier-pause"),
    path("dossiers/<str:ref>/resume/", acts.resume, name="dossier-resume"),
    path(
        "dossiers/<str:ref>/issue-control-slip/",
        papers.issue_control_slip,
        name="dossier-issue-control-slip",
    ),
    path("files/<int:document>/", files.document, name="file"),
    path("papers/", papers.issued, name="issued-papers"),
    path("papers/<int:paper>/", files.paper, name="paper"),
]
