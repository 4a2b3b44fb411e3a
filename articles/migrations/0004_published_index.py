from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_document_and_recording_blocks'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('cancelled_at', None)), fields=['first_published_at', 'live_from', 'article'], name='edition_published'),
        ),
    ]
